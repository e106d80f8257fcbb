package dev.kartrainbox.settings;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the settings and the clock available, and prints the settings once. */
@ApplicationScoped
class Configuration {

    private static final Logger LOG = System.getLogger(Configuration.class.getName());

    @Produces
    @Singleton
    Settings settings() {
        return new SettingsReader(
                        name -> Optional.ofNullable(System.getProperty(name)).orElseGet(() -> System.getenv(name)),
                        serverData())
                .read();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The zone in which Kartra's times are read. */
    @Produces
    ZoneId timeZone(Settings settings) {
        return settings.timeZone();
    }

    void begin(
            @Observes @Priority(StartOrder.SETTINGS) @Initialized(ApplicationScoped.class) Object start,
            Settings settings) {
        LOG.log(Level.INFO, "Settings: {0}", settings);
        try {
            // before the first connection: H2 keeps its files and the secret of its local port in here
            PrivateFiles.createDirectory(settings.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Kartra Inbox does not start: the server's user cannot write to " + settings.directory(), e);
        }
    }

    /** The server's own data directory: WildFly's, else Payara's, else below the working directory. */
    private static Path serverData() {
        return Stream.of("jboss.server.data.dir", "com.sun.aas.instanceRoot")
                .flatMap(name -> Optional.ofNullable(System.getProperty(name)).stream())
                .findFirst()
                .map(Path::of)
                .orElseGet(() -> Path.of("data"));
    }
}
