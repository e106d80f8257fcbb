package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableTest {

    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void leavesAnOrdinaryTextAsItIs() {
        var text = "Zo\u00EB \u65E5\u672C " + SMILE + "\t\n\u0001\uFFFF";

        assertThat(Storable.text(text, 100)).isEqualTo(text);
    }

    @Test
    void replacesWhatNoDatabaseTakes() {
        assertThat(Storable.text("a\u0000b", 100)).isEqualTo("a\uFFFDb");
        assertThat(Storable.text("a\uD83Db", 100)).isEqualTo("a\uFFFDb");
        assertThat(Storable.text("a\uDE00b", 100)).isEqualTo("a\uFFFDb");
        assertThat(Storable.text("a\uD83D", 100)).isEqualTo("a\uFFFD");
    }

    @Test
    void tellsAPairFromItsHalves() {
        assertThat(Storable.text("\uDE00\uD83D", 100)).isEqualTo("\uFFFD\uFFFD");
        assertThat(Storable.text("\uD83D" + SMILE, 100)).isEqualTo("\uFFFD" + SMILE);
        assertThat(Storable.text(SMILE + "\uDE00", 100)).isEqualTo(SMILE + "\uFFFD");
    }

    @Test
    void cutsToTheColumn() {
        assertThat(Storable.text("abcd", 4)).isEqualTo("abcd");
        assertThat(Storable.text("abcde", 4)).isEqualTo("abcd");
    }

    @Test
    void leavesNoHalfOfAPairAtTheCut() {
        assertThat(Storable.text("abc" + SMILE, 4)).isEqualTo("abc\uFFFD");
    }

    @Test
    void leavesWhatIsAbsentAbsent() {
        assertThat(Storable.orNull(null, 4)).isNull();
        assertThat(Storable.orNull("a\u0000bcde", 4)).isEqualTo("a\uFFFDbc");
    }
}
