package dev.kartrainbox.api;

import dev.kartrainbox.operations.Retention;

/** What was too old and is deleted, or would be.
 *
 * @param dryRun whether nothing was done
 * @param bodies of notifications that were told, repeated others or were discarded
 * @param quarantined bodies that could not be read
 * @param audit entries of the audit
 */
public record Retained(boolean dryRun, long bodies, long quarantined, long audit) {

    static Retained of(Retention.Due due, boolean dryRun) {
        return new Retained(dryRun, due.bodies(), due.quarantined(), due.audit());
    }
}
