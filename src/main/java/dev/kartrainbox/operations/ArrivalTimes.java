package dev.kartrainbox.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which hours are compared with which, by the clocks of a time zone, at a time. */
record ArrivalTimes(Instant now, ZoneId zone) {

    static final int HOURS_SHOWN = 24;

    private static final Duration EIGHT_DAYS = Duration.ofDays(8);

    private static final Duration HOUR = HourMemory.HOUR;

    /** When the hour began that is running. */
    Instant runningHour() {
        return local().truncatedTo(ChronoUnit.HOURS).toInstant();
    }

    /** The last 24 hours that have begun, the oldest first. */
    List<Instant> lastDay() {
        return hours(runningHour().minus(HOUR.multipliedBy(HOURS_SHOWN - 1)), now)
                .toList();
    }

    /**
     * The hour that began a week before this one by the clock on the wall: an hour earlier or later where the clocks were changed
     * meanwhile. Empty where they skipped it.
     */
    Optional<Instant> weekBefore(Instant hour) {
        var begun = hour.atZone(zone);
        var weekBefore = begun.toLocalDateTime().minusWeeks(1);
        return zone.getRules().getValidOffsets(weekBefore).isEmpty()
                ? Optional.empty()
                : Optional.of(ZonedDateTime.ofLocal(weekBefore, zone, begun.getOffset())
                        .toInstant());
    }

    /** Today's hours that have begun. */
    List<Instant> today() {
        return hours(startOfDay(local().toLocalDateTime()), now).toList();
    }

    /** The same part of the day a week ago: its hours, without the one that had not ended yet. */
    List<Instant> weekAgo() {
        return hours(startOfDay(weekAgoLocal()), weekAgoNow())
                .filter(hour -> !hour.plus(HOUR).isAfter(weekAgoNow()))
                .toList();
    }

    /** When the hour began that had not ended at the same time of the day a week ago. */
    Instant weekAgoRunningHour() {
        return startOfDay(weekAgoLocal()).plus(HOUR.multipliedBy(weekAgo().size()));
    }

    /** The same time of the day a week ago. */
    Instant weekAgoNow() {
        return weekAgoLocal().atZone(zone).toInstant();
    }

    /** All hours that anything is said of: eight days, and what the clocks' changes add. */
    SortedSet<Instant> all() {
        var all = new TreeSet<Instant>();
        hours(runningHour().minus(EIGHT_DAYS), now).forEach(all::add);
        lastDay().stream().map(this::weekBefore).flatMap(Optional::stream).forEach(all::add);
        all.addAll(today());
        all.addAll(weekAgo());
        return all;
    }

    private ZonedDateTime local() {
        return now.atZone(zone);
    }

    private LocalDateTime weekAgoLocal() {
        return local().toLocalDateTime().minusWeeks(1);
    }

    private Instant startOfDay(LocalDateTime time) {
        return time.toLocalDate().atStartOfDay(zone).toInstant();
    }

    /** One after the other, from the first on, that begin at that time or before. */
    private static Stream<Instant> hours(Instant first, Instant last) {
        return Stream.iterate(first, hour -> !hour.isAfter(last), hour -> hour.plus(HOUR));
    }
}
