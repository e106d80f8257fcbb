package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.DispatchMeters.Outcome;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.UpcomingEvents;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
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
    Reading reading;

    @Inject
    ObserverCatalog observers;

    @Inject
    Aftermath aftermath;

    @Inject
    Hands hands;

    @Inject
    DispatchMeters meters;

    @Inject
    Settings settings;

    @Inject
    Event<UpcomingEvents> upcoming;

    @Inject
    Clock clock;

    /**
     * Which observers owe something for the leads of these deliveries, all of one lane: what comes later queues behind it.
     *
     * @return names of observers, by the lead's key
     */
    Map<String, Set<String>> owing(List<Claim> claims) {
        return entityManager
                .createNamedQuery(ObserverTask.OWING, Object[].class)
                .setParameter("lane", claims.get(0).lane())
                .setParameter(
                        "leadKeys",
                        claims.stream().map(Claim::leadKey).distinct().toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toSet())));
    }

    /**
     * Tells all observers by hand, but those who owe the lead something, and those who threw: they get a task each. Of a rebuild,
     * only those are told who make anew what they wrote.
     *
     * @param owing names of those who are to be told in order, after what they owe
     * @param failures what those threw
     */
    void tellOthers(Opened opened, Set<String> owing, List<Throwable> failures) {
        var apart = new HashMap<String, Apart>();
        owing.forEach(observer -> apart.put(observer, Apart.behindAnother(clock.instant())));
        failures.forEach(failure ->
                observers.thrower(failure, opened.event()).ifPresent(observer -> apart.put(observer, failed(failure))));
        boolean owed = false;
        for (var observer : concerned(opened)) {
            var how = apart.get(observer.name());
            if (how == null) {
                hands.tell(opened, () -> observer.tell(opened.event()));
            } else {
                add(opened.claim(), observer, how);
                how.error().ifPresent(error -> noteFailure(opened.delivery(), observer, how, error));
                owed = true;
            }
        }
        if (owed) {
            oweUnlessParked(opened.delivery());
        } else if (!opened.claim().rebuild() || isFinishedBy(opened)) {
            finish(opened.delivery(), opened.event());
        }
    }

    /** Whether it was unfinished for the sake of those only whom a rebuild tells. */
    private boolean isFinishedBy(Opened rebuilt) {
        return rebuilt.delivery().state() != State.PROCESSED
                && !areLeftOf(rebuilt.delivery().id());
    }

    private static void oweUnlessParked(Delivery delivery) {
        if (delivery.state() != State.PARKED) {
            delivery.owe();
        }
    }

    /** Due after a while. Who has no second attempt is told at once, and parked if that fails. */
    private Apart failed(Throwable failure) {
        var now = clock.instant();
        return Apart.failed(
                failure, RetryPolicy.of(settings).nextAttempt(1, now).orElse(now));
    }

    private void noteFailure(Delivery delivery, NamedObserver observer, Apart how, String error) {
        meters.attempted(observer.name(), how.failedAttempts() == 0 ? Outcome.EXCUSED : Outcome.FAILED);
        delivery.retryUnlessParked(observer.name() + ": " + error);
        LOG.log(
                Level.WARNING,
                "{0} RETRYING {1} at {2} after attempt {3}: {4}",
                delivery.id(),
                observer.name(),
                how.dueAt(),
                how.failedAttempts(),
                error);
    }

    /** A delivery that failed as a whole: which observer it was will show, as each is told by itself. */
    void owe(Opened opened, Throwable failure) {
        var how = Apart.failed(failure, clock.instant());
        concerned(opened).forEach(observer -> add(opened.claim(), observer, how));
        var error = ErrorNote.of(failure);
        opened.delivery().retryUnlessParked(error);
        LOG.log(
                Level.WARNING,
                "{0} RETRYING, each observer by itself: {1}",
                opened.delivery().id(),
                error);
    }

    private List<NamedObserver> concerned(Opened opened) {
        return opened.claim().rebuild()
                ? observers.rebuildingOf(opened.event())
                : observers.inTransactionOf(opened.event());
    }

    private void add(Claim claim, NamedObserver observer, Apart how) {
        if (!claim.rebuild() || isOwedNothing(claim, observer)) {
            entityManager.persist(new ObserverTask(claim, observer, how));
        }
    }

    private boolean isOwedNothing(Claim claim, NamedObserver observer) {
        return entityManager.find(ObserverTask.class, new ObserverTask.Key(claim.deliveryId(), observer.name()))
                == null;
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
    private void finish(Delivery delivery, KartraEvent event) {
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
    private boolean areLeftOf(UUID delivery) {
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
