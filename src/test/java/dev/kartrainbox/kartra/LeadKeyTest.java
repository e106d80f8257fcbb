package dev.kartrainbox.kartra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadKeyTest {

    @Test
    void isTheIdWhereThereIsOne() {
        assertThat(LeadKey.of(7L, "mira@example.org")).contains("i:7");
        assertThat(LeadKey.of(Long.MAX_VALUE, null)).contains("i:9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void isTheAddressWhereTheIdIsNone(long id) {
        assertThat(LeadKey.of(id, "mira@example.org")).contains("e:mira@example.org");
    }

    @Test
    void isTheSameHoweverAnAddressIsSpelled() {
        assertThat(LeadKey.of(null, " Mira@Example.ORG ")).isEqualTo(LeadKey.of(null, "mira@example.org"));
    }

    @Test
    void isTheSameWhereverTheServerStands() {
        var locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(LeadKey.of(null, "MIRI@EXAMPLE.ORG")).contains("e:miri@example.org");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "N/A", " n/a "})
    void isAbsentWhereNobodyIsNamed(String email) {
        assertThat(LeadKey.of(0L, email)).isEmpty();
        assertThat(LeadKey.of(null, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"318, 320", "320, 322", "321, 322", "1000, 322"})
    void isCutToWhatIsStored(int length, int stored) {
        assertThat(LeadKey.of(null, "m".repeat(length)).orElseThrow()).hasSize(stored);
    }

    @Test
    void isNeverCutWithinACharacter() {
        var email = "m".repeat(319) + "\uD83D\uDE00@example.org";

        assertThat(LeadKey.of(null, email)).contains("e:" + "m".repeat(319));
    }
}
