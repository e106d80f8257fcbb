package dev.kartrainbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.simulator.Answer;
import dev.kartrainbox.simulator.Outgoing;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialTest {

    private static final String ID = "01a212ac-df58-7023-8d43-64e3d328f796";

    private static Answer answer(int status, String text) {
        return new Answer(new Outgoing(new byte[0], null, 0, "trial", 0), status, text, Duration.ZERO);
    }

    @Test
    void knowsTheDeliveryThatWasKept() {
        assertThat(Trial.delivery(answer(200, "{\"id\":\"" + ID + "\",\"kept\":true}")))
                .contains(UUID.fromString(ID));
        assertThat(Trial.delivery(answer(202, "{\"id\":\"" + ID + "\",\"kept\":true}")))
                .contains(UUID.fromString(ID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503|{\"id\":\"" + ID + "\"}",
                "0|connection refused",
                "200|''",
                "200|{}",
                "200|[1]",
                "200|{\"id\":7}",
                "200|{\"id\":\"x\"}"
            })
    void knowsNoneWhereNothingWasKept(int status, String text) {
        assertThat(Trial.delivery(answer(status, text))).isEmpty();
    }
}
