package dev.kartrainbox.inbox;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the journal: recovers what an earlier run has left, opens the database, and has the journal swept. While the
 * database is away it asks every second.
 */
final class Upkeep implements Runnable {

    private static final long PAUSE_MILLIS = 1000;
    private static final long STOP_MILLIS = 15_000;

    private final Recovery recovery;
    private final Journal journal;
    private final Opening opening;
    private final Sweep sweep;
    private final Outage outage;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private boolean recovered;
    private @Nullable Thread thread;

    Upkeep(Recovery recovery, Journal journal, Opening opening, Sweep sweep, Outage outage) {
        this.recovery = recovery;
        this.journal = journal;
        this.opening = opening;
        this.sweep = sweep;
        this.outage = outage;
    }

    void start(ManagedThreadFactory threads) {
        thread = threads.newThread(this);
        thread.setName("kartra-inbox-upkeep");
        thread.start();
    }

    /** Returns once the database is open, or known to be away, or takes longer than this. */
    void awaitOpening(Duration limit) {
        try {
            opened.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends after the transaction in hand. */
    void stop() {
        over.countDown();
        sweep.stop();
        var working = thread;
        if (working == null) {
            return;
        }
        try {
            // it looks up by itself: an interrupt would close H2's file under a transaction in hand
            working.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRunning() {
        var working = thread;
        return working != null && working.isAlive();
    }

    @Override
    public void run() {
        do {
            round();
        } while (!isOver());
    }

    private boolean isOver() {
        try {
            return over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException serverIsStopping) {
            return false; // it ends at our own stop
        }
    }

    /** Does what there is to do. */
    void round() {
        if (!journal.isInUse()) {
            return;
        }
        try {
            if (!recovered) {
                journal.takeOver(recovery.read());
                recovered = true;
            }
            if (!opening.isDone()) {
                outage.goesOn("it is not ready for this release", journal.waiting());
                return;
            }
            if (journal.waiting() > 0) {
                opened.countDown(); // to sweep it may take longer than a start should
            }
            sweep.run();
        } catch (CancellationException stopping) {
            return; // the next start goes on from here
        } catch (Throwable failure) { // whatever it is, it has to be tried again
            outage.goesOn(Outage.reasonOf(failure), journal.waiting());
        } finally {
            opened.countDown();
        }
    }
}
