package dev.kartrainbox.inbox;

import java.time.Instant;
import java.util.Optional;

/**
 * How keeping stands.
 *
 * @param databaseAwaySince since when the database confirms nothing; empty where it is not known to be away
 * @param journalRecords notifications that are kept, but not in the database yet
 * @param journalBytes the size of the journal
 */
public record Standing(Optional<Instant> databaseAwaySince, long journalRecords, long journalBytes) {

    /** Whether the database is known to be away. */
    public boolean databaseAway() {
        return databaseAwaySince.isPresent();
    }
}
