package dev.kartrainbox.inbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
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

/** Brings the database's schema to what this release needs, before anything else touches it. */
@ApplicationScoped
public class Schema {

    private static final Logger LOG = System.getLogger(Schema.class.getName());

    /** Changes nothing, and takes the right to. */
    private static final String MAY_WORK = "delete from queue where 1 = 0";

    /** Of SQLSTATE: there is a database, but it lets nobody do this there. */
    private static final String NOT_ALLOWED = "42";

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox-migrating")
    DataSource migrating;

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource working;

    /**
     * Migrates the schema.
     *
     * @return the name of the database product
     * @throws SQLException if the database cannot be reached
     * @throws UnfitSchemaException if its schema is newer, or a migration fails; the message says what to do
     */
    public String migrate() throws SQLException {
        var database = migrate(migrating);
        refuseWithoutRights(working);
        return database;
    }

    static String migrate(DataSource dataSource) throws SQLException {
        var database = databaseOf(dataSource);
        var flyway = flyway(dataSource, database);
        try {
            refuseNewer(flyway);
            forgetFailure(flyway);
            var result = flyway.migrate();
            LOG.log(
                    Level.INFO,
                    "Schema: {0} migrations applied, at version {1}",
                    result.migrationsExecuted,
                    flyway.info().current().getVersion());
            ExtensionSchema.migrate(flyway.getConfiguration(), Schema.class.getClassLoader());
            return database;
        } catch (FlywayException e) {
            databaseOf(dataSource); // where that fails too, nothing is wrong with the schema: the database went away
            // meanwhile
            throw new UnfitSchemaException(
                    "a migration of the database schema failed ("
                            + SqlStates.describe(e)
                            + "). Start with a log level of DEBUG for org.flywaydb to see the statement; mend the cause (rights of the database user, space, a table of the same name)",
                    e);
        }
    }

    private static void refuseWithoutRights(DataSource working) throws SQLException {
        try (var connection = working.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(MAY_WORK);
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith(NOT_ALLOWED)) {
                throw e;
            }
            throw new UnfitSchemaException(
                    "the database role KARTRA_INBOX_DB_USER may not work with the tables that KARTRA_INBOX_DB_MIGRATE_USER made. Let an administrator of the database run roles.sql, of server-config/postgresql, in it",
                    e);
        }
    }

    private static Flyway flyway(DataSource dataSource, String database) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .placeholders(
                        database.equals("PostgreSQL")
                                ? Map.of("bytes", "bytea", "amount", "numeric", "postgresql", "", "h2", "--")
                                : Map.of(
                                        "bytes",
                                        "varbinary",
                                        "amount",
                                        "numeric(25, 10)",
                                        "postgresql",
                                        "--",
                                        "h2",
                                        ""))
                .load();
    }

    static String databaseOf(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
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
            throw new UnfitSchemaException(
                    String.format(
                            Locale.ROOT,
                            "the database schema is at version %s, and this release knows versions up to %s. Deploy the newer release again, or restore the backup from before its first start",
                            current.get(),
                            known.get()),
                    null);
        }
    }

    /** A migration that failed leaves a mark on H2 that would refuse every further start; PostgreSQL rolls it back. */
    static void forgetFailure(Flyway flyway) {
        if (Arrays.stream(flyway.info().all())
                .anyMatch(migration -> migration.getState().isFailed())) {
            flyway.repair();
        }
    }
}
