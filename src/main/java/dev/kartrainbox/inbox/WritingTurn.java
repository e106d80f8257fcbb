package dev.kartrainbox.inbox;

import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one transaction at a time write to H2. H2 saves its tables one after the other while other threads go on writing; killed
 * right then, it comes back with a part of what they had committed (its issue 2080), so that a delivery would be told twice or
 * not at all. Other databases need no turns, and there are none.
 */
@ApplicationScoped
public class WritingTurn {

    private static final Logger LOG = System.getLogger(WritingTurn.class.getName());

    /** It guards against what is rare: rather than wait for somebody who hangs, go on without. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    private final Semaphore turn = new Semaphore(1, true);
    private volatile boolean needed;

    void start(@Observes @Priority(StartOrder.KEEPING) SchemaReady ready) {
        needed = ready.isEmbedded();
    }

    /**
     * To be called in a transaction, after it has read and locked what it needs, and before it writes: it has the turn from here to
     * its end, unless another one keeps it for longer than a second.
     */
    public void take() {
        if (!needed || transactions.getResource(this) != null) {
            return;
        }
        transactions.putResource(this, this);
        if (!isMineInTime()) {
            return;
        }
        try {
            transactions.registerInterposedSynchronization(new Release());
        } catch (RuntimeException e) { // the transaction is over already: it was rolled back from outside
            turn.release();
            throw e;
        }
    }

    /** To be called around what may write in transactions of its own, such as telling observers what is upcoming. */
    public void during(Runnable work) {
        boolean mine = needed && transactions.getResource(this) == null && isMineInTime();
        try {
            work.run();
        } finally {
            if (mine) {
                turn.release();
            }
        }
    }

    private boolean isMineInTime() {
        try {
            boolean mine = turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!mine) {
                LOG.log(Level.DEBUG, "Somebody has written to H2 for longer than {0}: it is not waited for", PATIENCE);
            }
            return mine;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Release implements Synchronization {

        @Override
        public void beforeCompletion() {
            // the turn lasts until what was written is saved
        }

        @Override
        public void afterCompletion(int status) {
            turn.release();
        }
    }
}
