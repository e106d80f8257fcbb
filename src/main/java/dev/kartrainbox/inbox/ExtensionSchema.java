package dev.kartrainbox.inbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * The tables of those who extend the application: their migrations run after ours, at every start. They are counted in a history
 * of their own, so that no version of theirs can be one of ours, or older than a later one of ours.
 */
final class ExtensionSchema {

    private static final Logger LOG = System.getLogger(ExtensionSchema.class.getName());

    /** Where extensions put their migrations, in their classes or in a jar. */
    static final String LOCATION = "db/extension";

    static final String HISTORY = "extension_schema_history";

    private final Flyway flyway;

    private ExtensionSchema(Flyway flyway) {
        this.flyway = flyway;
    }

    /**
     * Brings it to what the extensions need; does nothing, and leaves no table, where there are none.
     *
     * @param ours how our own schema was migrated: with the same rights and placeholders
     * @param extended finds our resources and those of extensions
     * @throws SQLException if the database went away meanwhile
     * @throws UnfitSchemaException if a migration fails, or one that was applied has been changed; the message says what to do
     */
    static void migrate(Configuration ours, ClassLoader extended) throws SQLException {
        if (extended.getResource(LOCATION) == null) {
            return;
        }
        new ExtensionSchema(Flyway.configure(extended)
                        .dataSource(ours.getDataSource())
                        .placeholders(ours.getPlaceholders())
                        .locations("classpath:" + LOCATION)
                        .table(HISTORY)
                        // the schema holds our tables already; their first version may be any
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load())
                .migrate();
    }

    private void migrate() throws SQLException {
        try {
            Schema.forgetFailure(flyway);
            var result = flyway.migrate();
            LOG.log(Level.INFO, "Schema of extensions: {0} migrations applied", result.migrationsExecuted);
        } catch (FlywayException e) {
            Schema.databaseOf(
                    flyway.getConfiguration().getDataSource()); // where that fails too, nobody's migration is wrong
            throw new UnfitSchemaException(
                    String.format(
                            Locale.ROOT,
                            "a migration of an extension, in %s, failed (%s), with these to be applied: %s. Start with a log level of DEBUG for org.flywaydb to see the statement; mend it, and leave those as they are that were applied before",
                            LOCATION,
                            SqlStates.describe(e),
                            unapplied()),
                    e);
        }
    }

    private String unapplied() {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState() == MigrationState.PENDING
                        || migration.getState().isFailed())
                .map(migration -> migration.getScript())
                .collect(Collectors.joining(", "));
    }
}
