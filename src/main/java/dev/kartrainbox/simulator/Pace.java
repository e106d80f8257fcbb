package dev.kartrainbox.simulator;

import java.time.Duration;

/**
 * When requests are due.
 *
 * @param interval between two of them; zero where each is sent as soon as the connections allow
 */
public record Pace(Duration interval) {

    /** As fast as the connections allow. */
    public static final Pace UNLIMITED = new Pace(Duration.ZERO);

    /** So many in a second, however long the answers take. */
    public static Pace perSecond(double rate) {
        Recipe.require(rate >= 0.001 && rate <= 100_000, "the rate has to be from 0.001 to 100000 per second");
        return new Pace(Duration.ofNanos(Math.round(1e9 / rate)));
    }

    /** Whether requests have a time of their own. */
    public boolean isLimited() {
        return !interval.isZero();
    }

    /** How long after the first one it is due, counted from zero. */
    long nanosUntil(long number) {
        return number * interval.toNanos();
    }
}
