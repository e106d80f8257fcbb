package dev.kartrainbox.operations;

import dev.kartrainbox.operations.ArrivalQueries.Sum;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When something came last, by name. What came in the hours that are counted is told by them; for the time before that, each name
 * is looked up once. For one thread at a time.
 */
final class LastArrivals {

    /** Then something may have come that no count has seen. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final BiFunction<String, Instant, Optional<Instant>> lookUp;
    private final Map<String, Optional<Instant>> known = new HashMap<>();
    private Instant learnedAt = Instant.MIN;

    /**
     * Of one kind of names.
     *
     * @param lookUp finds when something of this name came last, of what came before that
     */
    LastArrivals(BiFunction<String, Instant, Optional<Instant>> lookUp) {
        this.lookUp = lookUp;
    }

    /**
     * Learns what the hours tell, and looks up the other names.
     *
     * @param from when the first of the hours begins
     */
    void learn(Collection<Sum> sums, Function<Sum, String> name, Collection<String> names, Instant from, Instant now) {
        if (learnedAt.isBefore(now.minus(REMEMBERED))) {
            known.clear();
        }
        sums.forEach(sum -> known.merge(name.apply(sum), Optional.of(sum.last()), LastArrivals::later));
        names.forEach(one -> known.computeIfAbsent(one, unknown -> lookUp.apply(unknown, from)));
        learnedAt = now;
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Instant::compareTo);
    }

    /** When it came last; absent if it never did. */
    @Nullable
    Instant of(String name) {
        return known.getOrDefault(name, Optional.empty()).orElse(null);
    }
}
