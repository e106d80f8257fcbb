package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.kartra.KartraEvent;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * What comes after the transaction in which the last observer was told: the container sees to it where it fires the event
 * itself, but not to asynchronous observers, and to nothing where observers were told one by one.
 */
@ApplicationScoped
public class Aftermath {

    private static final Logger LOG = System.getLogger(Aftermath.class.getName());

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Inject
    ObserverCatalog observers;

    @Inject
    Event<KartraEvent> events;

    /** The event was fired in this transaction. */
    void ofFired(KartraEvent event) {
        if (observers.hasAsynchronous(event)) {
            register(event, List.of());
        }
    }

    /** The last observer was told by hand in this transaction. */
    void ofTold(KartraEvent event) {
        var after = observers.after(event);
        if (!after.isEmpty() || observers.hasAsynchronous(event)) {
            register(event, after);
        }
    }

    private void register(KartraEvent event, List<NamedObserver> after) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing to do yet
            }

            @Override
            public void afterCompletion(int status) {
                boolean committed = status == Status.STATUS_COMMITTED;
                after.stream()
                        .filter(observer -> isDue(observer, committed))
                        .forEach(observer -> tell(observer, event));
                if (committed) {
                    fireAsync(event);
                }
            }
        });
    }

    private static boolean isDue(NamedObserver observer, boolean committed) {
        var phase = observer.method().getTransactionPhase();
        return phase == TransactionPhase.AFTER_COMPLETION
                || phase == (committed ? TransactionPhase.AFTER_SUCCESS : TransactionPhase.AFTER_FAILURE);
    }

    /** Its failure changes nothing any more: the delivery is done. */
    private static void tell(NamedObserver observer, KartraEvent event) {
        try {
            observer.tell(event);
        } catch (Throwable e) {
            LOG.log(
                    Level.WARNING,
                    "{0} {1} failed after the transaction: {2}",
                    event.envelope().deliveryId(),
                    observer.name(),
                    ErrorNote.of(e));
        }
    }

    private void fireAsync(KartraEvent event) {
        if (!observers.hasAsynchronous(event)) {
            return;
        }
        events.fireAsync(event).whenComplete((told, failure) -> {
            if (failure != null) {
                LOG.log(
                        Level.WARNING,
                        "{0} an asynchronous observer failed: {1}",
                        event.envelope().deliveryId(),
                        SqlStates.describe(failure));
            }
        });
    }
}
