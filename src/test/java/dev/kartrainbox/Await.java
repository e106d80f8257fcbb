package dev.kartrainbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes to be by itself; fails when it does not. */
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(20);

    private Await() {}

    public static void until(BooleanSupplier condition) {
        until(condition, LIMIT);
    }

    public static void until(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come to be within " + limit);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
