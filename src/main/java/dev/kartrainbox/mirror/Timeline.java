package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Keeps one line per event and lead, also for actions that have no type yet. */
@ApplicationScoped
public class Timeline {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    void on(@Observes @Priority(Priorities.TIMELINE) KartraEvent event) {
        leads.keyOf(event).ifPresent(leadKey -> {
            if (entityManager.find(TimelineEntry.class, event.envelope().deliveryId()) == null) { // not a replay
                entityManager.persist(new TimelineEntry(leadKey, event));
            }
        });
    }
}
