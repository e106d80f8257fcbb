package dev.kartrainbox.inbox;

import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Brings the database's schema to what this release needs, before anything else touches it. */
@ApplicationScoped
public class Schema {

    private static final Logger LOG = System.getLogger(Schema.class.getName());

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource dataSource;

    void migrate(@Observes @Priority(StartOrder.SCHEMA) @Initialized(ApplicationScoped.class) Object start) {
        migrate(dataSource);
    }

    /**
     * Migrates the schema.
     *
     * @throws IllegalStateException if the database cannot be reached, its schema is newer, or a migration fails; the message
     *     says what to do
     */
    static void migrate(DataSource dataSource) {
        var flyway = flyway(dataSource, databaseOf(dataSource));
        try {
            refuseNewer(flyway);
            forgetFailure(flyway);
            var result = flyway.migrate();
            LOG.log(
                    Level.INFO,
                    "Schema: {0} migrations applied, at version {1}",
                    result.migrationsExecuted,
                    flyway.info().current().getVersion());
        } catch (FlywayException e) {
            throw failed(
                    "a migration of the database schema failed. What it says above or below names the file and statement; "
                            + "mend the cause (rights of the database user, space, a table of the same name) and start again. "
                            + "Nothing that was kept is lost",
                    e);
        }
    }

    private static Flyway flyway(DataSource dataSource, String database) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .placeholders(
                        database.equals("PostgreSQL")
                                ? Map.of("bytes", "bytea", "amount", "numeric")
                                : Map.of("bytes", "varbinary", "amount", "numeric(25, 10)"))
                .load();
    }

    private static String databaseOf(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        } catch (SQLException e) {
            throw failed(
                    "the database cannot be reached (" + SqlStates.describe(e)
                            + "). Check that it runs and that KARTRA_INBOX_DB_DRIVER, _DB_URL, _DB_USER and _DB_PASSWORD are right",
                    e);
        }
    }

    private static void refuseNewer(Flyway flyway) {
        var info = flyway.info();
        var known = Arrays.stream(info.all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo);
        var current = Optional.ofNullable(info.current()).map(MigrationInfo::getVersion);
        if (known.isPresent()
                && current.isPresent()
                && current.get().isNewerThan(known.get().getVersion())) {
            throw failed(
                    String.format(
                            Locale.ROOT,
                            "the database schema is at version %s, and this release knows versions up to %s. Deploy the newer release again, or restore the backup from before its first start",
                            current.get(),
                            known.get()),
                    null);
        }
    }

    /** A migration that failed leaves a mark on H2 that would refuse every further start; PostgreSQL rolls it back. */
    private static void forgetFailure(Flyway flyway) {
        if (Arrays.stream(flyway.info().all())
                .anyMatch(migration -> migration.getState().isFailed())) {
            flyway.repair();
        }
    }

    private static IllegalStateException failed(String reason, @Nullable Exception cause) {
        var message = "Kartra Inbox does not start: " + reason + ".";
        LOG.log(Level.ERROR, message);
        return new IllegalStateException(message, cause);
    }
}
