package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.Rebuilt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Mirrors purchases, refunds and cancellations. The fact decides which row it is, so that nothing counts twice. */
@Rebuilt
@ApplicationScoped
public class Sales {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    void on(@Observes @Priority(Priorities.NOUNS) CommerceEvent event) {
        leads.keyOf(event).ifPresent(leadKey -> {
            // what names no transaction is a fact of its own
            var factKey = event.factKey()
                    .orElseGet(() -> "delivery:" + event.envelope().deliveryId());
            var known = entityManager.find(Sale.class, factKey);
            if (known == null) {
                entityManager.persist(new Sale(factKey, leadKey, event));
            } else {
                known.take(event);
            }
        });
    }
}
