package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.SqlStates;
import java.time.Instant;
import java.util.Optional;

/**
 * How an observer stands that is not told of a delivery together with the others.
 *
 * @param failedAttempts how often it failed with this delivery
 * @param dueAt when it is to be told by itself
 * @param error what is written down of its failure; absent if it did not fail
 */
record Apart(int failedAttempts, Instant dueAt, Optional<String> error) {

    /** It still owes something to an earlier delivery of the same lead. */
    static Apart behindAnother(Instant now) {
        return new Apart(0, now, Optional.empty());
    }

    /** It failed once. */
    static Apart failed(Throwable failure, Instant dueAt) {
        return new Apart(attempts(failure), dueAt, Optional.of(ErrorNote.of(failure)));
    }

    /** It or another one failed once. */
    static Apart suspected(Throwable failure, Instant now) {
        return new Apart(attempts(failure), now, Optional.empty());
    }

    /** What is nobody's fault costs none. */
    private static int attempts(Throwable failure) {
        return SqlStates.isNobodysFault(failure) ? 0 : 1;
    }
}
