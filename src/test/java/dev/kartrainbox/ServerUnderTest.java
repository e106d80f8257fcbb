package dev.kartrainbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares what arquillian.xml needs before Arquillian reads it: a server base of its own at free ports and, where the
 * run asks for PostgreSQL, a PostgreSQL. Idle unless {@code kartra.it.database} is set, that is in unit tests.
 */
public final class ServerUnderTest implements LauncherSessionListener {

    private EmbeddedPostgres postgresql;

    /** Where the application under test answers. */
    public static String url() {
        return required("kartra.it.url");
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        var database = System.getProperty("kartra.it.database");
        if (database == null) {
            return;
        }
        var work = Path.of(required("kartra.it.work"), database);
        var base = ServerBase.fresh(work);
        System.setProperty("kartra.it.base", base.directory().toString());
        System.setProperty("kartra.it.data", base.data().toString());
        System.setProperty("kartra.it.log", base.log().toString());
        System.setProperty("kartra.it.management-port", String.valueOf(base.managementPort()));
        System.setProperty("kartra.it.url", "http://127.0.0.1:" + base.httpPort() + "/kartra-inbox");
        var settings = new HashMap<>(databaseSettings(database, work));
        settings.put("KARTRA_INBOX_ATTEMPTS", "3");
        settings.put("KARTRA_INBOX_RETRY_DELAY", "0.3");
        base.adapter(settings).forEach(System::setProperty);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (postgresql == null) {
            return;
        }
        try {
            postgresql.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> databaseSettings(String database, Path work) {
        return switch (database) {
            case "h2" -> Map.of();
            case "postgresql" -> postgresqlSettings(work);
            default ->
                throw new IllegalArgumentException("kartra.it.database is neither h2 nor postgresql: " + database);
        };
    }

    private Map<String, String> postgresqlSettings(Path work) {
        try {
            // The library switches durability off; ours is what the tests are about.
            postgresql = EmbeddedPostgres.builder()
                    .setDataDirectory(work.resolve("postgresql"))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("kartra.it.postgresql", "jdbc:postgresql://127.0.0.1:" + postgresql.getPort() + "/");
        return Database.underTest().settings();
    }

    private static String required(String property) {
        var value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(property + " is not set; run integration tests with mvn verify");
        }
        return value;
    }
}
