package dev.kartrainbox.operations;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many deliveries arrived. Hours, days and weeks are those of the time zone of the settings. Whatever was kept counts, also
 * what could not be read or repeats another.
 *
 * @param hours the last 24 that have begun, the oldest first; the last is still running
 * @param today since midnight
 * @param weekAgo on the same day of the week before, up to the same time of the day
 * @param lastFiveMinutes in the last five minutes
 * @param lastArrival when Kartra last sent anything; absent if it never did
 * @param silent whether nothing has come for six hours, though in the week before that there were 700 or more: as the alert rule
 *     {@code KartraInboxSilent} has it. What was tried in the console does not count
 * @param actions all that Kartra documents, in its order; then {@code (other)} for the rest, if any came in the last eight days
 * @param keys by name: all that are stored or live, and those with which anything came in the last eight days
 */
public record ArrivalFigures(
        List<Hour> hours,
        long today,
        long weekAgo,
        long lastFiveMinutes,
        @Nullable Instant lastArrival,
        boolean silent,
        List<OfAction> actions,
        List<OfKey> keys) {

    public ArrivalFigures {
        hours = List.copyOf(hours);
        actions = List.copyOf(actions);
        keys = List.copyOf(keys);
    }

    /**
     * An hour.
     *
     * @param from when it began
     * @param deliveries in it
     * @param weekBefore how many there were in the hour that began a week before by the clock on the wall; absent where clocks
     *     skipped that
     * @param actions how many of each that came, by Kartra's word; {@code (other)} for those without a type of their own
     */
    public record Hour(
            Instant from, long deliveries, @Nullable Long weekBefore, Map<String, Long> actions) {

        public Hour {
            actions = Collections.unmodifiableMap(new TreeMap<>(actions));
        }
    }

    /**
     * How an action comes. What was tried in the console does not count.
     *
     * @param action Kartra's word, or {@code (other)}
     * @param lastArrival when it came last; absent if it never did
     * @param lastDay how many came in the 24 hours that are shown
     * @param weekBefore how many came in the seven days before the last 24 hours, counted by whole hours
     * @param silent whether it has stopped coming: none for a day, though in the week before there were 70 or more, as the alert
     *     rule {@code KartraInboxActionSilent} has it. Never of {@code (other)}
     */
    public record OfAction(
            String action, @Nullable Instant lastArrival, long lastDay, long weekBefore, boolean silent) {}

    /**
     * How a key is used.
     *
     * @param name the key's
     * @param lastArrival when a delivery came with it last; absent if none ever did
     */
    public record OfKey(String name, @Nullable Instant lastArrival) {}
}
