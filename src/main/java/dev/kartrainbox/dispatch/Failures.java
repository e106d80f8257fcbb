package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.DispatchMeters.Outcome;
import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.inbox.WritingTurn;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Writes down that an observer failed: in a second transaction, because the first one is gone. */
@ApplicationScoped
public class Failures {

    private static final Logger LOG = System.getLogger(Failures.class.getName());

    /** Until what is nobody's fault is tried again. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    WritingTurn turn;

    @Inject
    Lanes lanes;

    @Inject
    DispatchMeters meters;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Notes the failure, unless somebody else went on with the task since the first transaction let go of its lane. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void note(Owed owed, Throwable failure) {
        lanes.lock(owed.lane()); // whoever went on with it has committed then
        turn.take();
        var error = ErrorNote.of(failure);
        if (SqlStates.isNobodysFault(failure)) {
            postpone(owed, owed.failedAttempts(), error, clock.instant().plus(PAUSE));
            return;
        }
        int failed = owed.failedAttempts() + 1;
        RetryPolicy.of(settings)
                .nextAttempt(failed, clock.instant())
                .ifPresentOrElse(dueAt -> postpone(owed, failed, error, dueAt), () -> park(owed, failed, error));
    }

    /** Parks the task, however often it may still be tried, unless somebody else went on with it. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void giveUp(Owed owed, String error) {
        lanes.lock(owed.lane());
        turn.take();
        park(owed, owed.failedAttempts(), error);
    }

    private void postpone(Owed owed, int failed, String error, Instant dueAt) {
        var postpone = entityManager
                .createNamedQuery(ObserverTask.POSTPONE)
                .setParameter("dueAt", dueAt.atOffset(ZoneOffset.UTC));
        if (isNoted(postpone, owed, failed, error)) {
            var delivery = delivery(owed);
            var before = delivery.state();
            delivery.retryUnlessParked(owed.observer() + ": " + error);
            meters.moved(delivery, before);
            meters.attempted(owed.observer(), failed == owed.failedAttempts() ? Outcome.EXCUSED : Outcome.FAILED);
            LOG.log(
                    Level.WARNING,
                    "{0} RETRYING {1} at {2} after attempt {3}: {4}",
                    owed.deliveryId(),
                    owed.observer(),
                    dueAt,
                    failed,
                    error);
        }
    }

    private void park(Owed owed, int failed, String error) {
        if (isNoted(entityManager.createNamedQuery(ObserverTask.PARK), owed, failed, error)) {
            var delivery = delivery(owed);
            var before = delivery.state();
            delivery.park(owed.observer() + ": " + error);
            meters.moved(delivery, before);
            meters.attempted(owed.observer(), Outcome.FAILED);
            LOG.log(
                    Level.ERROR,
                    "{0} PARKED {1} after attempt {2}: {3}. Mend the cause, then replay it",
                    owed.deliveryId(),
                    owed.observer(),
                    failed,
                    error);
        }
    }

    private static boolean isNoted(Query note, Owed owed, int failed, String error) {
        return note.setParameter("id", owed.deliveryId())
                        .setParameter("observer", owed.observer())
                        .setParameter("attempts", owed.failedAttempts())
                        .setParameter("failed", failed)
                        .setParameter("error", error)
                        .executeUpdate()
                == 1;
    }

    private Delivery delivery(Owed owed) {
        return entityManager.getReference(Delivery.class, owed.deliveryId());
    }
}
