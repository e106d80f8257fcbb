package dev.kartrainbox.operations;

import dev.kartrainbox.dispatch.ObserverTask;
import dev.kartrainbox.dispatch.Subscription;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Queued;
import dev.kartrainbox.inbox.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Has deliveries processed once more: told to every observer again from the start, or to one alone. */
@ApplicationScoped
public class Replay {

    /** They wait already, or somebody does not want them told. */
    public static final Set<State> NOT_REPLAYED =
            Collections.unmodifiableSet(EnumSet.of(State.RECEIVED, State.RETRYING, State.DISCARDED, State.ERASED));

    /** At least some observers were told of them. */
    public static final Set<State> TOLD =
            Collections.unmodifiableSet(EnumSet.of(State.PROCESSED, State.RETRYING, State.PARKED));

    private static final String REPLAY = "replay";

    private static final String OWED = """
            select count(*) from observer_task t join delivery d on d.id = t.delivery_id
            where t.observer = ? and {selected}""";

    private static final String NOT_OWED = """
            select d.action, count(*) from delivery d
            where d.state in ('PROCESSED', 'RETRYING', 'PARKED')
            and not exists (select 1 from observer_task t where t.delivery_id = d.id and t.observer = ?)
            and exists (select 1 from delivery_body b where b.id = d.id) and {selected}
            group by d.action""";

    private static final String WITHOUT_BODY = """
            select count(*) from delivery d
            where d.state not in ('RECEIVED', 'RETRYING', 'DISCARDED', 'ERASED')
            and not exists (select 1 from delivery_body b where b.id = d.id) and {selected}""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Observers observers;

    @Inject
    Clock clock;

    @Inject
    Passage passage;

    @Inject
    Audit audit;

    /** What becomes of a selected delivery. */
    public enum Outcome {
        /** All observers are told again. */
        QUEUED,
        /** The observer owes it something, and is told. */
        OWED,
        /** The observer owes it nothing, and is told all the same. */
        ANEW,
        /** Nothing: it waits already, nobody is to be told of it, its body is gone, or the observer is not concerned. */
        SKIPPED
    }

    /**
     * Queues the delivery; a worker on any node takes it within a second.
     *
     * @return the delivery; empty if the inbox has none with this id
     * @throws BodyGoneException if its body is no longer kept
     */
    @Transactional
    public Optional<Delivery> delivery(UUID id) {
        var delivery = Optional.ofNullable(entityManager.find(Delivery.class, id));
        delivery.ifPresent(found -> {
            requireBody(found);
            queue(found);
            audit.note(REPLAY, id.toString(), "queued for all observers");
        });
        return delivery;
    }

    /**
     * Queues a delivery that was held back as a duplicate; it is told all the same, and the envelope says so.
     *
     * @return the delivery; empty if the inbox has none with this id, or it was not held back
     * @throws BodyGoneException if its body is no longer kept
     */
    @Transactional
    public Optional<Delivery> release(UUID id) {
        var duplicate = Optional.ofNullable(entityManager.find(Delivery.class, id))
                .filter(delivery -> delivery.state() == State.DUPLICATE);
        duplicate.ifPresent(delivery -> {
            requireBody(delivery);
            queue(delivery).release();
            audit.note("release", id.toString(), "queued");
        });
        return duplicate;
    }

    private void requireBody(Delivery delivery) {
        if (!hasBody(delivery)) {
            throw new BodyGoneException(delivery.id());
        }
    }

    /** Locked, so that it is not taken away before the delivery is queued. */
    private boolean hasBody(Delivery delivery) {
        entityManager.lock(delivery, LockModeType.PESSIMISTIC_WRITE);
        return !entityManager
                .createNativeQuery("select 1 from delivery_body where id = ?1")
                .setParameter(1, delivery.id())
                .getResultList()
                .isEmpty();
    }

    /**
     * Has one observer told of the delivery once more, and nobody else.
     *
     * @param observer its name
     * @return whether the observer owes the delivery something, and now has all its attempts before it
     */
    @Transactional
    public boolean observer(UUID id, String observer) {
        boolean queued = owed(id, observer);
        if (queued) {
            audit.note(REPLAY, id.toString(), "queued for " + observer);
        }
        return queued;
    }

    private boolean owed(UUID id, String observer) {
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

    /**
     * Has one observer told of a delivery that it owes nothing, and nobody else: one that was added later, or that is to do again
     * what it did.
     *
     * @return whether the delivery was told to others, and the observer is told of its action
     * @throws BodyGoneException if its body is no longer kept
     */
    @Transactional
    public boolean anew(UUID id, String observer) {
        var delivery = entityManager.find(Delivery.class, id);
        if (delivery != null && TOLD.contains(delivery.state())) {
            requireBody(delivery);
        }
        boolean queued =
                delivery != null && again(delivery, observer, observers.actionsOf(observer)) != Outcome.SKIPPED;
        if (queued) {
            audit.note(REPLAY, id.toString(), "queued anew for " + observer);
        }
        return queued;
    }

    /** Queues the selected deliveries, but those that wait already, that nobody is to be told of, or whose bodies are gone. */
    public Map<Outcome, Long> all(Selection selection) {
        return audit.around(
                REPLAY,
                subject(selection, "for all observers"),
                () -> passage.through(selection, delivery -> {
                    if (NOT_REPLAYED.contains(delivery.state()) || !hasBody(delivery)) {
                        return Outcome.SKIPPED;
                    }
                    queue(delivery);
                    return Outcome.QUEUED;
                }));
    }

    /** Has one observer told of those of the selected deliveries to which it owes something, and nobody else. */
    public Map<Outcome, Long> owed(Selection selection, String observer) {
        return audit.around(
                REPLAY,
                subject(selection, "for " + observer),
                () -> passage.through(
                        selection, delivery -> owed(delivery.id(), observer) ? Outcome.OWED : Outcome.SKIPPED));
    }

    /** The same, and also of those to which it owes nothing: it was added later, or is to do again what it did. */
    public Map<Outcome, Long> anew(Selection selection, String observer) {
        var actions = observers.actionsOf(observer);
        return audit.around(
                REPLAY,
                subject(selection, "anew for " + observer),
                () -> passage.through(selection, delivery -> again(delivery, observer, actions)));
    }

    private static String subject(Selection selection, String forWhom) {
        return selection + ": " + forWhom;
    }

    /** To how many of the selected deliveries the observer owes something. */
    public long countOwed(Selection selection, String observer) {
        return ((Number) selection.in(entityManager, OWED, observer).getSingleResult()).longValue();
    }

    /** Of how many of them it would be told though it owes them nothing. */
    public long countAnew(Selection selection, String observer) {
        var actions = observers.actionsOf(observer);
        List<?> rows = selection.in(entityManager, NOT_OWED, observer).getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .filter(row -> actions.contains(Subscription.actionOf((String) row[0])))
                .mapToLong(row -> ((Number) row[1]).longValue())
                .sum();
    }

    /** How many of them can no longer be told to anybody, for their bodies are gone. */
    public long countWithoutBody(Selection selection) {
        return ((Number) selection.in(entityManager, WITHOUT_BODY).getSingleResult()).longValue();
    }

    private Outcome again(Delivery delivery, String observer, Set<String> actions) {
        if (owed(delivery.id(), observer)) {
            return Outcome.OWED;
        }
        var action = Subscription.actionOf(delivery.action().orElse(null));
        if (!TOLD.contains(delivery.state()) || !actions.contains(action) || !hasBody(delivery)) {
            return Outcome.SKIPPED;
        }
        entityManager.persist(new ObserverTask(delivery, observer, clock.instant()));
        delivery.owe();
        return Outcome.ANEW;
    }

    /** Told to all once more, from the start, in the transaction of whoever asks. */
    Queued queue(Delivery delivery) {
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
