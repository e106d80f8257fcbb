package dev.kartrainbox.inbox;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what arrives together in one transaction, and confirms each delivery after its commit. */
final class KeepWriter implements Runnable {

    private static final Logger LOG = System.getLogger(KeepWriter.class.getName());
    private static final int MAX_BATCH = 256;
    private static final long STOP_MILLIS = 15_000;

    private final String name;
    private final Keeping keeping;
    private final Consumer<Kept> committed;
    private final BlockingQueue<Keep> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private @Nullable Thread thread;

    KeepWriter(String name, Keeping keeping, Consumer<Kept> committed) {
        this.name = name;
        this.keeping = keeping;
        this.committed = committed;
    }

    void start(ManagedThreadFactory threads) {
        thread = threads.newThread(this);
        thread.setName(name);
        thread.start();
    }

    /** Takes one more. After the stop it fails at once. */
    void add(Keep keep) {
        waiting.add(keep);
        if (stopped.get() && waiting.remove(keep)) {
            keep.fail(new NotKeptException("the application is stopping", null));
        }
    }

    /** Writes what is waiting, then ends. */
    void stop() {
        stopped.set(true);
        var writing = thread;
        if (writing == null) {
            return;
        }
        try {
            writing.interrupt(); // it may be waiting for work; a batch in hand is finished all the same
            writing.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        var batch = new ArrayList<Keep>(MAX_BATCH);
        while (takeInto(batch)) {
            write(batch);
            batch.clear();
        }
    }

    private boolean takeInto(List<Keep> batch) {
        try {
            if (!stopped.get()) {
                batch.add(waiting.take());
            }
        } catch (InterruptedException stopping) {
            // the loop ends when nothing is waiting any more
        }
        waiting.drainTo(batch, MAX_BATCH - batch.size());
        return !batch.isEmpty() || !stopped.get();
    }

    private void write(List<Keep> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            keeping.insert(batch);
        } catch (Throwable failure) { // whatever it is, nobody may wait for ever and the writer has to go on
            settle(batch, failure);
            return;
        }
        batch.forEach(this::confirm);
        tell(batch.size());
    }

    private void settle(List<Keep> batch, Throwable failure) {
        if (SqlStates.isTheDatasFault(failure)) {
            batch.forEach(this::writeAlone);
            return;
        }
        LOG.log(Level.ERROR, "{0} deliveries could not be kept: {1}", batch.size(), SqlStates.describe(failure));
        batch.forEach(keep -> keep.fail(new NotKeptException("the database did not confirm", failure)));
    }

    /** One body must not sink the batch that it is in. */
    private void writeAlone(Keep keep) {
        try {
            keeping.insert(List.of(keep));
        } catch (Throwable failure) {
            writeWithoutExtracts(keep, failure);
            return;
        }
        confirm(keep);
        tell(1);
    }

    private void writeWithoutExtracts(Keep keep, Throwable failure) {
        try {
            keep.delivery()
                    .quarantineWithoutExtracts(
                            "the database refused what was extracted: " + SqlStates.describe(failure));
            keeping.insert(List.of(keep));
        } catch (Throwable again) {
            LOG.log(Level.ERROR, "{0} could not be kept: {1}", keep.delivery().id(), SqlStates.describe(again));
            keep.fail(new NotKeptException("the database did not confirm", again));
            return;
        }
        confirm(keep);
    }

    private void confirm(Keep keep) {
        var delivery = keep.delivery();
        if (delivery.state() == State.QUARANTINED) {
            LOG.log(
                    Level.WARNING,
                    "{0} QUARANTINED: {1}",
                    delivery.id(),
                    delivery.lastError().orElse(""));
        }
        try {
            keep.confirm();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "{0} is kept, but its sender could not be told: {1}", delivery.id(), e.getClass());
        }
    }

    private void tell(int deliveries) {
        try {
            committed.accept(new Kept(deliveries));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Hint to the dispatcher failed, its sweep finds the deliveries: {0}", e.getClass());
        }
    }
}
