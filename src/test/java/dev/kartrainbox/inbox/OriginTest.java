package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginTest {

    @Test
    void isStorableWhateverIsSent() {
        var hostile = "\u0000\uD800" + "x".repeat(10_000);

        var origin = new Origin(hostile, hostile, hostile, hostile, hostile);

        var value = "\uFFFD\uFFFD" + "x".repeat(253);
        assertThat(origin).isEqualTo(new Origin(value, value, value, value, "\uFFFD\uFFFD" + "x".repeat(8190)));
    }

    @Test
    void knowsWhatWasNotDeclared() {
        var origin = new Origin("key-1", "203.0.113.24", null, null, "");

        assertThat(origin.contentType()).isNull();
        assertThat(origin.contentEncoding()).isNull();
    }
}
