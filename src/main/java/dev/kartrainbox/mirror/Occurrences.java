package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * What happened to leads, one row for each delivery. One that is told for the first time has none: it comes off the queue in the
 * transaction that writes it. Of those that are told again, it is found out for a whole batch at once.
 */
@ApplicationScoped
public class Occurrences {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    @Inject
    Known known;

    void on(@Observes UpcomingEvents upcoming) {
        known.expect(upcoming.events().stream()
                .map(KartraEvent::envelope)
                .filter(Envelope::replayed)
                .map(Envelope::deliveryId)
                .toList());
    }

    /**
     * Adds what the event tells, unless it was added before and an operator wants it told again. Nothing where the notification does
     * not say which lead.
     */
    <E extends KartraEvent, O extends Occurrence> void add(
            E event, Class<O> type, BiFunction<String, E, O> occurrence) {
        leads.keyOf(event).ifPresent(leadKey -> {
            if (isNew(event.envelope(), type)) {
                entityManager.persist(occurrence.apply(leadKey, event));
            }
        });
    }

    private boolean isNew(Envelope envelope, Class<? extends Occurrence> type) {
        return !envelope.replayed() || isNew(envelope.deliveryId(), type);
    }

    private boolean isNew(UUID delivery, Class<? extends Occurrence> type) {
        return known.expects(delivery)
                ? known.of(type, this::there).add(delivery)
                : entityManager.find(type, delivery) == null;
    }

    private Set<UUID> there(Class<? extends Occurrence> type, List<UUID> deliveries) {
        return new HashSet<>(entityManager
                .createQuery(
                        "select o.deliveryId from " + type.getSimpleName() + " o where o.deliveryId in :ids",
                        UUID.class)
                .setParameter("ids", deliveries)
                .getResultList());
    }

    /** Of which deliveries of the transaction's batch that are told again there are rows, as far as it has asked or written them. */
    @TransactionScoped
    public static class Known implements Serializable {

        private static final long serialVersionUID = 1L;

        private final transient List<UUID> batch = new ArrayList<>();
        private final transient Map<Class<? extends Occurrence>, Set<UUID>> byType = new HashMap<>();

        void expect(List<UUID> deliveries) {
            batch.addAll(deliveries);
        }

        boolean expects(UUID delivery) {
            return batch.contains(delivery);
        }

        /** Those that have a row of this type. */
        Set<UUID> of(
                Class<? extends Occurrence> type, BiFunction<Class<? extends Occurrence>, List<UUID>, Set<UUID>> read) {
            return byType.computeIfAbsent(type, missing -> read.apply(missing, batch));
        }
    }
}
