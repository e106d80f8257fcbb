package dev.kartrainbox.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionWordTest {

    @ParameterizedTest
    @ValueSource(strings = {"assign_tag", "x", "a1", "click_page_split_test_link"})
    void isLoggedWhereItIsAPlainOne(String word) {
        assertThat(ActionWord.loggable(word)).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mira@example.org",
                "Mira",
                "assign tag",
                "assign-tag",
                "1a",
                "_a",
                "a\nb",
                "a\n",
                "a\u001b[31m",
                "caf\u00E9"
            })
    void isNotLoggedOtherwise(String word) {
        assertThat(ActionWord.loggable(word)).isEqualTo("(not a plain word)");
    }

    @Test
    void isNotLoggedWhereItIsLongerThanAnyWord() {
        assertThat(ActionWord.loggable("a".repeat(60))).hasSize(60);
        assertThat(ActionWord.loggable("a".repeat(61))).isEqualTo("(not a plain word)");
    }
}
