package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.function.BiFunction;

/** What happened to leads, one row for each delivery. */
@ApplicationScoped
public class Occurrences {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    /**
     * Adds what the event tells, unless it was added before: a delivery may be told again. Nothing where the notification does
     * not say which lead.
     */
    <E extends KartraEvent, O extends Occurrence> void add(
            E event, Class<O> type, BiFunction<String, E, O> occurrence) {
        leads.keyOf(event).ifPresent(leadKey -> {
            if (entityManager.find(type, event.envelope().deliveryId()) == null) {
                entityManager.persist(occurrence.apply(leadKey, event));
            }
        });
    }
}
