package dev.kartrainbox.operations;

import dev.kartrainbox.dispatch.ObserverTask;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Queued;
import dev.kartrainbox.inbox.State;
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

    /**
     * Queues a delivery that was held back as a duplicate; it is told all the same, and the envelope says so.
     *
     * @return the delivery; empty if the inbox has none with this id, or it was not held back
     */
    @Transactional
    public Optional<Delivery> release(UUID id) {
        var duplicate = Optional.ofNullable(entityManager.find(Delivery.class, id))
                .filter(delivery -> delivery.state() == State.DUPLICATE);
        duplicate.ifPresent(delivery -> queue(delivery).release());
        return duplicate;
    }

    /**
     * Has one observer told of the delivery once more, and nobody else.
     *
     * @param observer its name
     * @return whether the observer owes the delivery something, and now has all its attempts before it
     */
    @Transactional
    public boolean observer(UUID id, String observer) {
        var task = entityManager.find(ObserverTask.class, new ObserverTask.Key(id, observer));
        if (task == null) {
            return false;
        }
        task.replay(clock.instant());
        if (isTheOnlyOneParked(id, observer)) {
            entityManager.getReference(Delivery.class, id).owe();
        }
        return true;
    }

    /** Where another observer gave up as well, that is what counts. */
    private boolean isTheOnlyOneParked(UUID id, String observer) {
        return entityManager
                        .createNamedQuery(ObserverTask.PARKED_BESIDE, Long.class)
                        .setParameter("id", id)
                        .setParameter("observer", observer)
                        .getSingleResult()
                == 0;
    }

    private Queued queue(Delivery delivery) {
        delivery.replay();
        entityManager
                .createNamedQuery(ObserverTask.FORGET)
                .setParameter("id", delivery.id())
                .executeUpdate();
        var queued = entityManager.find(Queued.class, delivery.id());
        if (queued == null) {
            var waiting = new Queued(delivery, clock.instant());
            entityManager.persist(waiting);
            return waiting;
        }
        queued.hurry(clock.instant());
        return queued;
    }
}
