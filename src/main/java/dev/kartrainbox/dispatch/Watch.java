package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.SqlStates;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks every second whether each worker comes back from its transaction. Who does not in time is written off, and what hung is
 * blamed: the server rolls the transaction back shortly after, and whoever gets its lane then notes the failure.
 */
final class Watch implements Runnable {

    private static final Logger LOG = System.getLogger(Watch.class.getName());
    private static final long PAUSE_MILLIS = 1000;

    private final Crew crew;
    private final ObserverCatalog observers;
    private final Suspects suspects;
    private final Duration limit;
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * A watch over this crew.
     *
     * @param limit how long a transaction may take
     */
    Watch(Crew crew, ObserverCatalog observers, Suspects suspects, Duration limit) {
        this.crew = crew;
        this.observers = observers;
        this.suspects = suspects;
        this.limit = limit;
    }

    @Override
    public void run() {
        while (!isOver()) {
            try {
                look(System.nanoTime());
            } catch (RuntimeException | Error e) { // without it, workers that hang would be missed by nobody
                LOG.log(Level.ERROR, "The watch over workers failed, and goes on: {0}", SqlStates.describe(e));
            }
        }
    }

    private boolean isOver() {
        try {
            return over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException serverIsStopping) {
            return false; // it ends at our own stop
        }
    }

    void end() {
        over.countDown();
    }

    /** Looks once. */
    void look(long now) {
        crew.writeOffBeyond(limit, now).forEach(this::blame);
        crew.fill();
    }

    private void blame(Hang hang) {
        var observer = hang.observer(observers);
        LOG.log(
                Level.ERROR,
                "{0} {1} has not come back for {2} seconds, at {3}. It is rolled back and tried again by itself, others go on, and {4} is replaced. Give what it waits for a time-out of its own, or allow more with KARTRA_INBOX_OBSERVER_TIMEOUT",
                hang.delivery().map(UUID::toString).orElse("Of several deliveries"),
                observer.orElse("what is told or done around observers"),
                limit.toSeconds(),
                hang.where(),
                hang.worker());
        var work = hang.work();
        if (work == null || (observer.isEmpty() && hang.waitsForDatabase())) {
            return; // nobody's fault: it is told again
        }
        hang.culprit()
                .ifPresentOrElse(
                        culprit -> suspects.blame(culprit, failure(hang, observer)), () -> suspects.suspect(work));
    }

    private static RuntimeException failure(Hang hang, Optional<String> observer) {
        return observer.isPresent()
                ? new ObserverTimedOut(
                        observer.get(), hang.stack().toArray(StackTraceElement[]::new), hang.waitsForDatabase())
                : new HopelessException("did not come back in time, at " + hang.where());
    }
}
