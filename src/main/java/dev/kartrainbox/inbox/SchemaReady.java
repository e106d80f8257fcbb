package dev.kartrainbox.inbox;

/**
 * Fired once, when the database is there and its schema is what this release needs: at the start, or whenever that comes to be
 * after it. Whoever needs the database begins then.
 *
 * @param database the product's name
 */
public record SchemaReady(String database) {

    /** Whether it writes to a disk of this machine. */
    boolean isEmbedded() {
        return database.equals("H2");
    }
}
