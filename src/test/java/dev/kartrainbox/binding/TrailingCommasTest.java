package dev.kartrainbox.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrailingCommasTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,]          | [1 ]",
                "{\"a\":1,}    | {\"a\":1 }",
                "[\"a\",]      | [\"a\" ]",
                "[true, ]      | [true  ]",
                "[[],]         | [[] ]",
                "[{},]         | [{} ]",
                "[[1,],[2,],]  | [[1 ],[2 ] ]",
                "{\"a\":{\"b\":[1,],},} | {\"a\":{\"b\":[1 ] } }",
            })
    void blanksACommaBetweenAValueAndTheEnd(String text, String repaired) {

        assertThat(TrailingCommas.removedFrom(text)).isEqualTo(repaired);
    }

    @Test
    void blanksACommaWhateverWhiteSpaceIsAroundIt() {
        var text = "{\"a\": 1\n\t ,\r\n }";

        var repaired = TrailingCommas.removedFrom(text);

        assertThat(repaired).isEqualTo("{\"a\": 1\n\t  \r\n }");
    }

    @Test
    void leavesEverythingElseInItsPlace() {
        var text = new String(Bodies.sample(Bodies.DOCUMENTED), StandardCharsets.UTF_8);

        var repaired = TrailingCommas.removedFrom(text);

        assertThat(repaired).hasSameSizeAs(text);
        for (int i = 0; i < text.length(); i++) {
            if (repaired.charAt(i) != text.charAt(i)) {
                assertThat(text.charAt(i)).isEqualTo(',');
                assertThat(repaired.charAt(i)).isEqualTo(' ');
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\",]\"]",
                "{\"a,}\":\",}\"}",
                "[\"\\\",]\"]",
                "[\"\\\\\",\"]\"]",
                "{\"a\":\"\\\\\\\",}\"}",
                "[\"a\", \"]\"]"
            })
    void leavesStringsAlone(String text) {

        assertThat(TrailingCommas.removedFrom(text)).isSameAs(text);
    }

    @Test
    void knowsTheEndOfAStringThatEndsInABackslash() {
        var text = "[\"a\\\\\",]";

        var repaired = TrailingCommas.removedFrom(text);

        assertThat(repaired).isEqualTo("[\"a\\\\\" ]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[,]", "{,}", "[1,,]", "[1,,2]", "{\"a\":1,,}", "{\"a\":,}", "[, ,]", ",", ",]", "[1],", "[,1]"})
    void mendsNothingElse(String text) {

        assertThat(TrailingCommas.removedFrom(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "[\"a,]", "[1,", "\"\\", "[1,\"a]"})
    void survivesATextThatEndsTooEarly(String text) {

        assertThat(TrailingCommas.removedFrom(text)).isSameAs(text);
    }
}
