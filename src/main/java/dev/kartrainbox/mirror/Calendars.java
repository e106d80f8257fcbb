package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.CalendarEvent;
import dev.kartrainbox.kartra.Rebuilt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Mirrors who booked which appointment, and what became of it. */
@Rebuilt
@ApplicationScoped
public class Calendars {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    /** Nothing where the notification does not say which lead or which calendar. */
    void on(@Observes @Priority(Priorities.NOUNS) CalendarEvent event) {
        var calendar = event.calendar();
        calendar.id()
                .ifPresent(id -> leads.keyOf(event)
                        .map(lead -> new CalendarBooking.Key(
                                lead, id, calendar.subscriptionId().orElse(null)))
                        .map(this::knownOrFirst)
                        .ifPresent(booking -> booking.take(event)));
    }

    private CalendarBooking knownOrFirst(CalendarBooking.Key key) {
        var known = entityManager.find(CalendarBooking.class, key);
        if (known != null) {
            return known;
        }
        var first = new CalendarBooking(key);
        entityManager.persist(first);
        return first;
    }
}
