package dev.kartrainbox.inbox;

/**
 * How keeping stands.
 *
 * @param databaseAway whether the database is known to be away
 * @param journalRecords notifications that are kept, but not in the database yet
 * @param journalBytes the size of the journal
 */
public record Standing(boolean databaseAway, long journalRecords, long journalBytes) {}
