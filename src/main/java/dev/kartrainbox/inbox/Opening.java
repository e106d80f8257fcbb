package dev.kartrainbox.inbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Opens the database: brings its schema up, and tells everybody who needs it. As long as that fails, notifications are kept in
 * the journal; it fails the deployment never, for then they would be lost.
 */
final class Opening {

    private static final Logger LOG = System.getLogger(Opening.class.getName());
    private static final Duration MENDING = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Migration migration;
    private final Consumer<SchemaReady> ready;
    private final Clock clock;
    private boolean done;
    private Instant notBefore = Instant.MIN;

    Opening(Migration migration, Consumer<SchemaReady> ready, Clock clock) {
        this.migration = migration;
        this.ready = ready;
        this.clock = clock;
    }

    /** Brings the schema up, and tells which database it is in. */
    interface Migration {
        String run() throws SQLException;
    }

    /**
     * Opens the database if it is not open yet.
     *
     * @return whether it is open
     * @throws SQLException if it is away
     */
    boolean isDone() throws SQLException {
        if (done || clock.instant().isBefore(notBefore)) {
            return done;
        }
        try {
            var database = migration.run();
            notBefore = clock.instant().plus(AGAIN); // if those who need it fail to begin
            ready.accept(new SchemaReady(database));
            done = true;
        } catch (UnfitSchemaException e) {
            notBefore = clock.instant().plus(MENDING);
            LOG.log(
                    Level.ERROR,
                    "Kartra Inbox keeps notifications in its journal only, and processes none: {0}. It tries again every {1} minutes; nothing that was kept is lost",
                    e.getMessage(),
                    MENDING.toMinutes());
        }
        return done;
    }
}
