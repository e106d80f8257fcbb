package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Queued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Has deliveries processed once more, from the start: every observer is told again. */
@ApplicationScoped
public class Replay {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Queues the delivery; a worker on any node takes it within a second.
     *
     * @return the delivery; empty if the inbox has none with this id
     */
    @Transactional
    public Optional<Delivery> delivery(UUID id) {
        var delivery = Optional.ofNullable(entityManager.find(Delivery.class, id));
        delivery.ifPresent(this::queue);
        return delivery;
    }

    private void queue(Delivery delivery) {
        delivery.replay();
        var queued = entityManager.find(Queued.class, delivery.id());
        if (queued == null) {
            entityManager.persist(new Queued(delivery, clock.instant()));
        } else {
            queued.hurry(clock.instant());
        }
    }
}
