package dev.kartrainbox.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void arePrintedWithoutSecrets() {
        var settings = settings("https://hooks.example.org");

        assertThat(settings.toString())
                .contains(
                        "keys from the environment: 2",
                        "https://hooks.example.org",
                        "workers 4",
                        "pool 20",
                        "observer timeout PT1M",
                        "metrics token set")
                .doesNotContain("0123456789abcdef", "another-key-here", "a-metrics-token")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.org", "https://hooks.example.org/", "https://hooks.example.org//"})
    void knowWhereTheApplicationIsReached(String publicUrl) {
        assertThat(settings(publicUrl).applicationUrl()).isEqualTo("https://hooks.example.org/kartra-inbox");
    }

    private static Settings settings(String publicUrl) {
        return new Settings(
                List.of("0123456789abcdef", "another-key-here-1"),
                URI.create(publicUrl),
                Proxies.NONE,
                1024,
                Duration.ofSeconds(10),
                ZoneOffset.UTC,
                4,
                20,
                8,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Path.of("data"),
                Path.of("data", "journal"),
                256L << 20,
                Optional.of("a-metrics-token-1"),
                StandardSettings.KEEP_FOR,
                Optional.empty());
    }
}
