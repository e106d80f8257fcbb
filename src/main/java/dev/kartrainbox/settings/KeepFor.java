package dev.kartrainbox.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * For how long things are kept, in days; 0 for ever. A delivery itself stays: its id, its times, its action, its lead and how it
 * ended. What waits to be processed, or for an operator after an observer gave up, is kept for as long as it does.
 *
 * @param bodies {@code KARTRA_INBOX_KEEP_BODIES}: what came with notifications that were told, repeated others or were
 *     discarded: bodies, headers, addresses they were sent from. Without its body none can be replayed, and the mirror of its lead
 *     is no longer made anew from the start. Default 400, so that a year can be compared with the one before
 * @param quarantined {@code KARTRA_INBOX_KEEP_QUARANTINED}: the same of what could not be read. Longer than the others, for
 *     nobody was told what it says: a later release may read it, and its body is the only copy. Default 800
 * @param audit {@code KARTRA_INBOX_KEEP_AUDIT}: what operators did, receipts of erased leads among it. Default 1826, five
 *     years
 */
public record KeepFor(int bodies, int quarantined, int audit) {

    static final int MOST = 36_500;

    /** What is older than this goes, of something that is kept for so many days; empty where it is kept for ever. */
    public static Optional<Instant> limit(int days, Instant now) {
        return days == 0 ? Optional.empty() : Optional.of(now.minus(Duration.ofDays(days)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "bodies %s, quarantined %s, audit %s", days(bodies), days(quarantined), days(audit));
    }

    private static String days(int days) {
        return days == 0 ? "for ever" : days + " days";
    }
}
