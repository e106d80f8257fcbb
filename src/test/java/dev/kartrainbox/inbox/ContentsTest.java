package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentsTest {

    @Test
    void areStorableWhateverIsSent() {
        var hostile = "\u0000\uD800" + "x".repeat(5000);

        var contents = new Contents(hostile, 7L, hostile, hostile, false, hostile);

        assertThat(contents.action()).isEqualTo("\uFFFD\uFFFD" + "x".repeat(98));
        assertThat(contents.leadEmail()).isEqualTo("\uFFFD\uFFFD" + "x".repeat(318));
        assertThat(contents.leadKey()).isEqualTo("\uFFFD\uFFFD" + "x".repeat(320));
        assertThat(contents.problem()).isEqualTo("\uFFFD\uFFFD" + "x".repeat(998));
    }

    @Test
    void holdNothingButTheReasonWhereTheyCannotBeRead() {
        var contents = Contents.unreadable("not JSON at line 1, column 1");

        assertThat(contents).isEqualTo(new Contents(null, null, null, null, false, "not JSON at line 1, column 1"));
        assertThat(contents.whyUnreadable()).contains("not JSON at line 1, column 1");
    }
}
