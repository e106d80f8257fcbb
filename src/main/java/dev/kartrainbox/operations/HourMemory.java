package dev.kartrainbox.operations;

import dev.kartrainbox.operations.ArrivalQueries.Sum;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What arrived in which hour. Hours that are over are remembered; each is counted again within the hour nevertheless, since what
 * waited in a journal, perhaps of another server, joins the hour in which it was received. For one thread at a time.
 */
final class HourMemory {

    static final Duration HOUR = Duration.ofHours(1);

    /** What was received right before the hour ended may still be on its way into the database. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** So that each query is short, and what was counted stays counted when a later one fails. */
    private static final int MOST_HOURS = 24;

    /** Of those that were counted together, the newest: there a journal is most likely to have joined. */
    private static final Comparator<Map.Entry<Instant, Counted>> LONGEST_AGO = Comparator.comparing(
                    (Map.Entry<Instant, Counted> hour) -> hour.getValue().at)
            .thenComparing(Map.Entry::getKey, Comparator.reverseOrder());

    private final ArrivalQueries queries;
    private final Map<Instant, Counted> remembered = new HashMap<>();

    private record Counted(List<Sum> sums, Instant at) {}

    HourMemory(ArrivalQueries queries) {
        this.queries = queries;
    }

    /** The sums of these hours; all others are forgotten. */
    Map<Instant, List<Sum>> count(SortedSet<Instant> hours, Instant now) {
        remembered.keySet().retainAll(hours);
        remembered
                .values()
                .removeIf(counted -> Duration.between(counted.at, now).abs().compareTo(REMEMBERED) > 0);
        var sums = new HashMap<Instant, List<Sum>>();
        for (var stretch : stretches(toBeCounted(hours))) {
            var counted = count(stretch);
            counted.forEach((hour, found) -> remember(hour, found, now));
            sums.putAll(counted);
        }
        remembered.forEach((hour, counted) -> sums.put(hour, counted.sums));
        return sums;
    }

    /** Those that are not remembered, and of the others the one that was counted longest ago. */
    private SortedSet<Instant> toBeCounted(SortedSet<Instant> hours) {
        var counting = new TreeSet<>(hours);
        counting.removeAll(remembered.keySet());
        remembered.entrySet().stream().min(LONGEST_AGO).ifPresent(counted -> counting.add(counted.getKey()));
        return counting;
    }

    /** Hours that follow one another, counted together. */
    private static Collection<List<Instant>> stretches(SortedSet<Instant> hours) {
        var stretches = new ArrayList<List<Instant>>();
        Instant next = null;
        for (var hour : hours) {
            if (!hour.equals(next) || stretches.get(stretches.size() - 1).size() == MOST_HOURS) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(hour);
            next = hour.plus(HOUR);
        }
        return stretches;
    }

    private Map<Instant, List<Sum>> count(List<Instant> stretch) {
        var sums = new HashMap<Instant, List<Sum>>();
        stretch.forEach(hour -> sums.put(hour, List.of()));
        sums.putAll(queries.sums(stretch.get(0), stretch.size()).stream().collect(Collectors.groupingBy(Sum::hour)));
        return sums;
    }

    private void remember(Instant hour, List<Sum> sums, Instant now) {
        if (!hour.plus(HOUR).plus(SETTLING).isAfter(now)) {
            remembered.put(hour, new Counted(List.copyOf(sums), now));
        }
    }
}
