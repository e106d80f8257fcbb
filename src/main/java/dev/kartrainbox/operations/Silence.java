package dev.kartrainbox.operations;

import dev.kartrainbox.operations.ArrivalQueries.Sum;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * That nothing comes, though before it did. The measures are those of {@code server-config/monitoring/alerts.yml}.
 *
 * @param length for how long nothing has come
 * @param usual how many there were in the week before that at least: of fewer, none for so long is nothing unusual
 */
record Silence(Duration length, long usual) {

    static final Silence OF_ALL = new Silence(Duration.ofHours(6), 700);
    static final Silence OF_ACTION = new Silence(Duration.ofDays(1), 70);

    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * Whether it is now.
     *
     * @param last when something came last; absent if nothing ever did
     */
    boolean isOn(@Nullable Instant last, Collection<Sum> sums, Instant now) {
        return (last == null || last.isBefore(begin(now))) && usually(sums, now) >= usual;
    }

    /** How many there were in the week before, by whole hours. */
    long usually(Collection<Sum> sums, Instant now) {
        var end = begin(now);
        return sums.stream()
                .filter(sum -> sum.hour().isBefore(end) && !sum.hour().isBefore(end.minus(WEEK)))
                .mapToLong(Sum::deliveries)
                .sum();
    }

    private Instant begin(Instant now) {
        return now.minus(length);
    }
}
