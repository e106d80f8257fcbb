package dev.kartrainbox.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @Test
    void hasADefaultForEverything() {
        var settings = read(Map.of());

        assertThat(settings.keys()).isEmpty();
        assertThat(settings.publicUrl()).hasToString("http://localhost:8080");
        assertThat(settings.bodyLimit()).isEqualTo(1_048_576);
        assertThat(settings.bodyTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.timeZone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(settings.attempts()).isEqualTo(8);
        assertThat(settings.retryDelay()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.directory()).isEqualTo(Path.of("data", "kartra-inbox"));
    }

    @Test
    void takesSeveralKeys() {
        var settings = read(Map.of("KARTRA_INBOX_KEY", "0123456789abcdef, fedcba9876543210"));

        assertThat(settings.keys()).containsExactly("0123456789abcdef", "fedcba9876543210");
    }

    @ParameterizedTest
    @CsvSource({
        "KARTRA_INBOX_KEY, fifteen-letters",
        "KARTRA_INBOX_KEY, 'sixteen-letters!'",
        "KARTRA_INBOX_KEY, '0123456789abcdef,'",
        "KARTRA_INBOX_KEY, '0123456789abcdef,0123456789abcdef'",
        "KARTRA_INBOX_PUBLIC_URL, example.org",
        "KARTRA_INBOX_PUBLIC_URL, https://example.org/path",
        "KARTRA_INBOX_PUBLIC_URL, ftp://example.org",
        "KARTRA_INBOX_BODY_LIMIT, 1023",
        "KARTRA_INBOX_BODY_LIMIT, 1048577",
        "KARTRA_INBOX_BODY_TIMEOUT, ten",
        "KARTRA_INBOX_TIME_ZONE, EST5EDT7",
        "KARTRA_INBOX_ATTEMPTS, 0",
        "KARTRA_INBOX_RETRY_DELAY, 0",
        "KARTRA_INBOX_WORKERS, 10"
    })
    void namesWhatIsWrong(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name);
    }

    @Test
    void namesEverythingThatIsWrongAtOnceAndNeverAKey() {
        assertThatThrownBy(() -> read(Map.of("KARTRA_INBOX_KEY", "too-short", "KARTRA_INBOX_ATTEMPTS", "many")))
                .hasMessageContaining("KARTRA_INBOX_KEY")
                .hasMessageContaining("KARTRA_INBOX_ATTEMPTS")
                .hasMessageNotContaining("too-short");
    }

    @Test
    void printsNoKey() {
        var settings = read(Map.of("KARTRA_INBOX_KEY", "0123456789abcdef"));

        assertThat(settings.toString()).doesNotContain("0123456789abcdef").contains("keys from the environment: 1");
    }

    @Test
    void showsThePublicUrlWithTheApplicationsPath() {
        var settings = read(Map.of("KARTRA_INBOX_PUBLIC_URL", "https://hooks.example.org/"));

        assertThat(settings.applicationUrl()).isEqualTo("https://hooks.example.org/kartra-inbox");
    }

    private static Settings read(Map<String, String> environment) {
        return new SettingsReader(environment::get, Path.of("data")).read();
    }
}
