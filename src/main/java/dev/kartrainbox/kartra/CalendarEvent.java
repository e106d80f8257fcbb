package dev.kartrainbox.kartra;

import java.util.Optional;

/** What becomes of an appointment that a lead books in a calendar. */
public sealed interface CalendarEvent extends KartraEvent
        permits CalendarCanceled, CalendarCompleted, CalendarSubscribed {

    /** The calendar with what was booked in it; everything in it may be absent. */
    Calendar calendar();

    @Override
    default Optional<Noun> noun() {
        return Optional.of(calendar());
    }
}
