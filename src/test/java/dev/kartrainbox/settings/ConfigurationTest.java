package dev.kartrainbox.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir
    Path data;

    private final Configuration configuration = new Configuration();

    @AfterEach
    void forget() {
        System.clearProperty("KARTRA_INBOX_ATTEMPTS");
        System.clearProperty("jboss.server.data.dir");
        System.clearProperty("com.sun.aas.instanceRoot");
    }

    @Test
    void readsSystemProperties() {
        System.setProperty("KARTRA_INBOX_ATTEMPTS", "3");

        assertThat(configuration.settings().attempts()).isEqualTo(3);
    }

    @Test
    void keepsItsFilesInTheServersOwnData() {
        System.setProperty("com.sun.aas.instanceRoot", data.resolve("payara").toString());
        assertThat(configuration.settings().directory()).isEqualTo(data.resolve("payara/kartra-inbox"));

        System.setProperty("jboss.server.data.dir", data.resolve("wildfly").toString());
        assertThat(configuration.settings().directory()).isEqualTo(data.resolve("wildfly/kartra-inbox"));
    }

    @Test
    void readsKartrasTimesInTheZoneOfTheSettings() {
        assertThat(configuration.timeZone(settings(data))).isEqualTo(ZoneOffset.ofHours(-5));
        assertThat(configuration.clock().getZone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void makesTheDirectoryOfItsFiles() {
        configuration.begin(this, settings(data.resolve("kartra-inbox")));

        assertThat(data.resolve("kartra-inbox")).isDirectory();
    }

    @Test
    void doesNotStartWhereItCannotWrite() throws Exception {
        var file = Files.writeString(data.resolve("file"), "");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> configuration.begin(this, settings(file.resolve("kartra-inbox"))))
                .withMessage("Kartra Inbox does not start: the server's user cannot write to "
                        + file.resolve("kartra-inbox"));
    }

    private static Settings settings(Path directory) {
        return new Settings(
                List.of(),
                URI.create("http://localhost:8080"),
                Proxies.NONE,
                1024,
                Duration.ofSeconds(10),
                ZoneOffset.ofHours(-5),
                4,
                20,
                8,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                directory,
                directory.resolve("journal"),
                256L << 20,
                Optional.empty(),
                StandardSettings.KEEP_FOR,
                Optional.empty());
    }
}
