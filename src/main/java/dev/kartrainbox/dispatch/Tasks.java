package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What observers owe deliveries, one by one: in the transaction of whoever asks. */
@ApplicationScoped
public class Tasks {

    private static final Logger LOG = System.getLogger(Tasks.class.getName());

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Reading reading;

    @Inject
    ObserverCatalog observers;

    @Inject
    Aftermath aftermath;

    @Inject
    Event<UpcomingEvents> upcoming;

    @Inject
    Clock clock;

    /** The leads of the lane for whom an observer owes something: what comes later queues behind it. */
    Set<String> owingLeads(int lane) {
        return new HashSet<>(entityManager
                .createNamedQuery(ObserverTask.OWING_LEADS, String.class)
                .setParameter("lane", lane)
                .getResultList());
    }

    /** A delivery of a lead for whom an observer owes something: that observer is told in order, the others at once. */
    void queueBehind(Opened opened) {
        add(opened, 0);
        opened.delivery().owe();
    }

    /** A delivery that failed as a whole: which observer it was will show. */
    void owe(Opened opened, Throwable failure) {
        add(opened, SqlStates.isNobodysFault(failure) ? 0 : 1);
        var error = ErrorNote.of(failure);
        opened.delivery().retry(error);
        LOG.log(
                Level.WARNING,
                "{0} RETRYING, each observer by itself: {1}",
                opened.delivery().id(),
                error);
    }

    private void add(Opened opened, int failedAttempts) {
        for (var observer : observers.inTransactionOf(opened.event())) {
            entityManager.persist(new ObserverTask(
                    opened.claim(), observer.name(), observer.method().getPriority(), failedAttempts, clock.instant()));
        }
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
                            upcoming.fire(new UpcomingEvents(List.of(event)));
                            observers
                                    .named(task.observer(), event)
                                    .orElseThrow(() -> new UnknownObserverException(task.observer()))
                                    .tell(event);
                            entityManager.remove(task);
                            if (isTheLast(task)) {
                                delivery.process(event.unexpected(), clock.instant());
                                aftermath.ofTold(event);
                                LOG.log(Level.INFO, "{0} PROCESSED, after all", delivery.id());
                            }
                        },
                        () -> forget(task));
    }

    private boolean isTheLast(ObserverTask task) {
        return entityManager
                        .createNamedQuery(ObserverTask.LEFT_OF, Long.class)
                        .setParameter("id", task.deliveryId())
                        .setParameter("observer", task.observer())
                        .getSingleResult()
                == 0;
    }

    private void forget(ObserverTask task) {
        entityManager
                .createNamedQuery(ObserverTask.FORGET)
                .setParameter("id", task.deliveryId())
                .executeUpdate();
    }
}
