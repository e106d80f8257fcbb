package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.DispatchMeters.Outcome;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * Separates the observers that fail, or wait for what they owe, from all others: these are told at once and by hand, each of those
 * gets a task. In the transaction of whoever asks.
 */
@ApplicationScoped
public class Separation {

    private static final Logger LOG = System.getLogger(Separation.class.getName());

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    ObserverCatalog observers;

    @Inject
    Tasks tasks;

    @Inject
    Hands hands;

    @Inject
    DispatchMeters meters;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

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
            tasks.finish(opened.delivery(), opened.event());
        }
    }

    /** Whether it was unfinished for the sake of those only whom a rebuild tells. */
    private boolean isFinishedBy(Opened rebuilt) {
        return rebuilt.delivery().state() != State.PROCESSED
                && !tasks.areLeftOf(rebuilt.delivery().id());
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
                failure,
                SqlStates.isNobodysFault(failure)
                        ? now.plus(Failures.PAUSE)
                        : RetryPolicy.of(settings).nextAttempt(1, now).orElse(now));
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
        var how = Apart.suspected(failure, clock.instant());
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
}
