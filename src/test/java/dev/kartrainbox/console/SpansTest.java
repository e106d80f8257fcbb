package dev.kartrainbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

    @ParameterizedTest
    @CsvSource({
        "PT-5S,now",
        "PT0.9S,now",
        "PT59S,59 s",
        "PT60S,1 min",
        "PT59M59S,59 min",
        "PT1H,1 h 0 min",
        "PT23H59M,23 h 59 min",
        "PT76H,3 d 4 h"
    })
    void areReadInTheirTwoLargestUnits(Duration span, String read) {
        assertThat(Spans.of(span)).isEqualTo(read);
    }
}
