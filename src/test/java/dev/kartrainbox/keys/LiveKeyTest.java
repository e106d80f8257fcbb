package dev.kartrainbox.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveKeyTest {

    /** SHA-256 of the key begins with 9f9f5111f7b27a78. */
    private static final String KEY = "0123456789abcdef";

    @Test
    void matchesItselfAndNothingElse() {
        var key = LiveKey.of(KEY);

        assertThat(key.matches(LiveKey.hash(KEY))).isTrue();
        assertThat(key.matches(LiveKey.hash(KEY + "0"))).isFalse();
        assertThat(key.matches(LiveKey.hash("0123456789ABCDEF"))).isFalse();
        assertThat(key.matches(LiveKey.hash(""))).isFalse();
        assertThat(key.matches(new byte[0])).isFalse();
    }

    @Test
    void isNamedByTheBeginningOfItsHash() {
        assertThat(LiveKey.of(KEY).name()).isEqualTo("key-9f9f51");
    }

    @Test
    void isNotNamedByAnythingOfTheKey() {
        var printed = LiveKey.of(KEY).toString();

        assertThat(printed).contains("key-9f9f51").doesNotContain(KEY);
    }
}
