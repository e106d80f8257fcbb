package dev.kartrainbox.dispatch;

import dev.kartrainbox.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * When to try again: each delay is four times the one before, give or take a fifth, so that what failed together does not
 * come back together.
 *
 * @param attempts how often a delivery is tried in all
 * @param firstDelay before the second attempt
 * @param random from 0 to 1
 */
record RetryPolicy(int attempts, Duration firstDelay, DoubleSupplier random) {

    private static final int FACTOR = 4;
    private static final double JITTER = 0.2;

    /** As the settings want it. */
    static RetryPolicy of(Settings settings) {
        return new RetryPolicy(
                settings.attempts(),
                settings.retryDelay(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** When to try again after this many attempts have failed; empty once they are used up. */
    Optional<Instant> nextAttempt(int failedAttempts, Instant now) {
        if (failedAttempts >= attempts) {
            return Optional.empty();
        }
        double factor = Math.pow(FACTOR, failedAttempts - 1.0) * (1 - JITTER + 2 * JITTER * random.getAsDouble());
        return Optional.of(now.plusMillis((long) (firstDelay.toMillis() * factor)));
    }
}
