package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Writes down that a delivery failed: in a second transaction, because the first one is gone. */
@ApplicationScoped
public class Failures {

    private static final Logger LOG = System.getLogger(Failures.class.getName());

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Lanes lanes;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Notes the failure, unless somebody else went on with the delivery since the first transaction let go of its lane. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void note(Claim claim, Throwable failure) {
        var policy = new RetryPolicy(
                settings.attempts(),
                settings.retryDelay(),
                () -> ThreadLocalRandom.current().nextDouble());
        var error = ErrorNote.of(failure);
        policy.nextAttempt(claim.attempt(), clock.instant())
                .ifPresentOrElse(dueAt -> retry(claim, error, dueAt), () -> park(claim, error));
    }

    private void retry(Claim claim, String error, Instant dueAt) {
        if (lanes.postpone(claim, dueAt)) {
            delivery(claim).retry(error);
            LOG.log(
                    Level.WARNING,
                    "{0} RETRYING at {1} after attempt {2}: {3}",
                    claim.deliveryId(),
                    dueAt,
                    claim.attempt(),
                    error);
        }
    }

    private void park(Claim claim, String error) {
        if (lanes.giveUp(claim)) {
            delivery(claim).park(error);
            LOG.log(
                    Level.ERROR,
                    "{0} PARKED after attempt {1}: {2}. Mend the cause, then replay it",
                    claim.deliveryId(),
                    claim.attempt(),
                    error);
        }
    }

    private Delivery delivery(Claim claim) {
        return entityManager.getReference(Delivery.class, claim.deliveryId());
    }
}
