package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.DispatchMeters.Outcome;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.WritingTurn;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What observers owe deliveries, one by one: in the transaction of whoever asks. */
@ApplicationScoped
public class Tasks {

    private static final Logger LOG = System.getLogger(Tasks.class.getName());

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    WritingTurn turn;

    @Inject
    Reading reading;

    @Inject
    ObserverCatalog observers;

    @Inject
    Aftermath aftermath;

    @Inject
    DispatchMeters meters;

    @Inject
    Event<UpcomingEvents> upcoming;

    @Inject
    Clock clock;

    /**
     * Which observers owe something for the leads of these deliveries: what comes later queues behind it.
     *
     * @return names of observers, by the lead's key
     */
    Map<String, Set<String>> owing(List<Claim> claims) {
        return entityManager
                .createNamedQuery(ObserverTask.OWING, Object[].class)
                .setParameter(
                        "lanes", claims.stream().map(Claim::lane).distinct().toList())
                .setParameter(
                        "leadKeys",
                        claims.stream().map(Claim::leadKey).distinct().toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toSet())));
    }

    /** Tells the observer of the delivery, and does what remains to be done if it was the last. */
    void settle(ObserverTask task) {
        var delivery = entityManager.find(Delivery.class, task.deliveryId());
        if (delivery == null) {
            LOG.log(
                    Level.WARNING,
                    "{0} is no longer in the inbox, {1} owes it nothing",
                    task.deliveryId(),
                    task.observer());
            forget(task);
            return;
        }
        reading.open(delivery, task)
                .ifPresentOrElse(
                        event -> {
                            turn.during(() -> upcoming.fire(new UpcomingEvents(List.of(event))));
                            observers
                                    .named(task.observer(), event)
                                    .orElseThrow(() -> new UnknownObserverException(task.observer()))
                                    .tell(event);
                            entityManager.remove(task);
                            meters.attempted(task.observer(), Outcome.SUCCEEDED);
                            if (isTheLast(task)) {
                                var before = delivery.state();
                                finish(delivery, event);
                                meters.moved(delivery, before);
                                LOG.log(Level.INFO, "{0} PROCESSED, after all", delivery.id());
                            }
                        },
                        () -> forget(task));
    }

    /** All observers were told. What follows that follows once: not when some of them were told again. */
    void finish(Delivery delivery, KartraEvent event) {
        boolean first = delivery.processedAt().isEmpty();
        delivery.process(event.unexpected(), clock.instant());
        if (first) {
            aftermath.ofTold(event);
        }
    }

    private boolean isTheLast(ObserverTask task) {
        return left(task.deliveryId(), task.observer()) == 0;
    }

    /** Whether any observer owes the delivery something, now or after an operator's replay. */
    boolean areLeftOf(UUID delivery) {
        return left(delivery, "") > 0;
    }

    private long left(UUID delivery, String except) {
        return entityManager
                .createNamedQuery(ObserverTask.LEFT_OF, Long.class)
                .setParameter("id", delivery)
                .setParameter("observer", except)
                .getSingleResult();
    }

    private void forget(ObserverTask task) {
        entityManager
                .createNamedQuery(ObserverTask.FORGET)
                .setParameter("id", task.deliveryId())
                .executeUpdate();
    }
}
