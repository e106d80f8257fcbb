package dev.kartrainbox.operations;

import dev.kartrainbox.dispatch.Subscription;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.operations.ArrivalFigures.Hour;
import dev.kartrainbox.operations.ArrivalFigures.OfAction;
import dev.kartrainbox.operations.ArrivalFigures.OfKey;
import dev.kartrainbox.operations.ArrivalQueries.Sum;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts arrivals, and what did not arrive. For one thread at a time. */
final class ArrivalCount {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private static final List<String> DOCUMENTED =
            Arrays.stream(Action.values()).map(Action::word).toList();

    private final ArrivalQueries queries;
    private final ZoneId zone;
    private final HourMemory memory;
    private final LastArrivals ofActions;
    private final LastArrivals ofKeys;

    ArrivalCount(ArrivalQueries queries, ZoneId zone) {
        this.queries = queries;
        this.zone = zone;
        this.memory = new HourMemory(queries);
        this.ofActions = new LastArrivals(queries::lastOfAction);
        this.ofKeys = new LastArrivals(queries::lastOfKey);
    }

    /**
     * The figures at this time.
     *
     * @param liveKeys names of the keys that are accepted, also of those that the database does not know
     */
    ArrivalFigures at(Instant now, List<String> liveKeys) {
        var times = new ArrivalTimes(now, zone);
        var hours = memory.count(times.all(), now);
        var all = hours.values().stream().flatMap(Collection::stream).toList();
        var fromKartra = all.stream().filter(Sum::isFromKartra).toList();
        var first = times.all().first();
        ofActions.learn(fromKartra, Sum::action, DOCUMENTED, first, now);
        var keys = new TreeSet<>(queries.keyNames());
        keys.addAll(liveKeys);
        ofKeys.learn(all, Sum::keyName, keys, first, now);
        all.forEach(sum -> keys.add(sum.keyName()));

        var actions = actions(fromKartra, times);
        var last = actions.stream()
                .map(OfAction::lastArrival)
                .flatMap(Stream::ofNullable)
                .max(Instant::compareTo)
                .orElse(null);
        return new ArrivalFigures(
                times.lastDay().stream().map(hour -> hour(hour, times, hours)).toList(),
                number(times.today(), hours),
                number(times.weekAgo(), hours) + queries.count(times.weekAgoRunningHour(), times.weekAgoNow()),
                queries.count(now.minus(FIVE_MINUTES), now),
                last,
                Silence.OF_ALL.isOn(last, fromKartra, now),
                actions,
                keys.stream().map(name -> new OfKey(name, ofKeys.of(name))).toList());
    }

    private static Hour hour(Instant from, ArrivalTimes times, Map<Instant, List<Sum>> hours) {
        var actions =
                sums(from, hours).collect(Collectors.groupingBy(Sum::action, Collectors.summingLong(Sum::deliveries)));
        return new Hour(
                from,
                number(List.of(from), hours),
                times.weekBefore(from)
                        .map(weekBefore -> number(List.of(weekBefore), hours))
                        .orElse(null),
                actions);
    }

    private List<OfAction> actions(List<Sum> sums, ArrivalTimes times) {
        var byAction = sums.stream().collect(Collectors.groupingBy(Sum::action));
        return Stream.concat(DOCUMENTED.stream(), Stream.of(Subscription.OTHER).filter(byAction::containsKey))
                .map(action -> action(action, byAction.getOrDefault(action, List.of()), times))
                .toList();
    }

    private OfAction action(String action, List<Sum> sums, ArrivalTimes times) {
        var last = ofActions.of(action);
        return new OfAction(
                action,
                last,
                sums.stream()
                        .filter(sum -> !sum.hour().isBefore(times.lastDay().get(0)))
                        .mapToLong(Sum::deliveries)
                        .sum(),
                Silence.OF_ACTION.usually(sums, times.now()),
                !action.equals(Subscription.OTHER) && Silence.OF_ACTION.isOn(last, sums, times.now()));
    }

    private static long number(List<Instant> starts, Map<Instant, List<Sum>> hours) {
        return starts.stream()
                .flatMap(start -> sums(start, hours))
                .mapToLong(Sum::deliveries)
                .sum();
    }

    private static Stream<Sum> sums(Instant start, Map<Instant, List<Sum>> hours) {
        return hours.getOrDefault(start, List.of()).stream();
    }
}
