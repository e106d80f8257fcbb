package dev.kartrainbox.inbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells that keeping turns to the journal, that it is back, and that nothing can be kept: each once, not once per request. */
final class Outage {

    private static final Duration REMINDER = Duration.ofMinutes(5);
    private static final Duration REFUSALS = Duration.ofMinutes(1);

    private final Logger log;
    private final Clock clock;
    private final Path journal;
    private @Nullable Instant since;
    private @Nullable Instant sweepingSince;
    private long swept;
    private Instant toldAt = Instant.MIN;
    private Instant refusalToldAt = Instant.MIN;
    private long refused;

    Outage(Clock clock, Path journal) {
        this(System.getLogger(Outage.class.getName()), clock, journal);
    }

    Outage(Logger log, Clock clock, Path journal) {
        this.log = log;
        this.clock = clock;
        this.journal = journal;
    }

    /** The database did not confirm, for this reason. */
    synchronized void goesOn(String reason, long waiting) {
        var now = clock.instant();
        if (since == null) {
            since = now;
            toldAt = now;
            log.log(
                    Level.WARNING,
                    "The database does not confirm ({0}): from now on notifications are kept in the journal, {1}, and answered all the same. They join the database when it is back",
                    reason,
                    journal);
        } else if (!now.isBefore(toldAt.plus(REMINDER))) {
            toldAt = now;
            log.log(
                    Level.WARNING,
                    "The database has not confirmed since {1} ({0}): {2} notifications wait in the journal",
                    reason,
                    since,
                    waiting);
        }
    }

    /** So many were swept. */
    synchronized void sweeps(int notifications) {
        if (sweepingSince == null) {
            sweepingSince = clock.instant();
        }
        swept += notifications;
    }

    /** The database is back, and the journal is empty. */
    synchronized void ends() {
        var now = clock.instant();
        if (since != null || swept > 0) {
            log.log(
                    Level.INFO,
                    "Notifications are kept in the database again: {0} were swept from the journal in {1} s, and it was away for {2} s",
                    swept,
                    seconds(sweepingSince, now),
                    seconds(since, now));
        }
        since = null;
        sweepingSince = null;
        swept = 0;
    }

    /** So many notifications were answered with 503. */
    synchronized void refuses(int notifications, String reason) {
        refused += notifications;
        var now = clock.instant();
        if (!now.isBefore(refusalToldAt.plus(REFUSALS))) {
            log.log(
                    Level.ERROR,
                    "{0} notifications could not be kept and were answered with 503: {1}",
                    refused,
                    reason);
            refusalToldAt = now;
            refused = 0;
        }
    }

    /** What may be said of a failure. What files tell is harmless, what drivers tell is not. */
    static String reasonOf(Throwable failure) {
        return failure instanceof IOException ? failure.toString() : SqlStates.describe(failure);
    }

    /** Whether the database is known to be away. */
    synchronized boolean isOn() {
        return since != null;
    }

    /** Since when it is; empty where it is not known to be away. */
    synchronized Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    private static String seconds(@Nullable Instant from, Instant to) {
        var duration = from == null ? Duration.ZERO : Duration.between(from, to);
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
