package dev.kartrainbox.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void isTextWhereItIsUtf8() {
        assertThat(Shown.of("{\"a\":\"ü\"}".getBytes(UTF_8))).isEqualTo(new Shown("{\"a\":\"ü\"}", true, 10));
    }

    @Test
    void isDigitsWhereItIsNot() {
        assertThat(Shown.of(new byte[] {0x1f, (byte) 0x8b, 8})).isEqualTo(new Shown("1f 8b 08", false, 3));
    }

    @Test
    void isCutWhereItIsEndless() {
        var shown = Shown.of("x".repeat(100_001).getBytes(UTF_8));

        assertThat(shown.raw()).hasSize(100_001).endsWith("x…");
        assertThat(shown.size()).isEqualTo(100_001);
    }

    @Test
    void isIndentedWhereItIsUnderstood() {
        assertThat(Shown.pretty(Json.createObjectBuilder().add("a", 1).build())
                        .lines()
                        .map(String::strip))
                .containsExactly("{", "\"a\": 1", "}");
    }
}
