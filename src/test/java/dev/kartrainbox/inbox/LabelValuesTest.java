package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelValuesTest {

    @Test
    void areTheFirstNamesAndOneWordForAllOthers() {
        var labels = new LabelValues(2);

        assertThat(List.of(labels.of("a"), labels.of("b"), labels.of("c"), labels.of("a"), labels.of("d")))
                .containsExactly("a", "b", "(others)", "a", "(others)");
    }
}
