package dev.kartrainbox.inbox;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what arrives together in one transaction, and confirms each delivery after its commit. */
final class KeepWriter implements Runnable {

    private static final Logger LOG = System.getLogger(KeepWriter.class.getName());
    private static final int MAX_BATCH = 256;
    private static final long IDLE_MILLIS = 100;
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
            // it looks up by itself: an interrupt would close H2's file under a transaction in hand
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
            var first = stopped.get() ? null : waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
            }
        } catch (InterruptedException serverIsStopping) {
            // the loop ends at our own stop, when nothing is waiting any more
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
            if (SqlStates.isTheDatasFault(failure)) {
                writeWithoutExtracts(keep, failure);
            } else {
                fail(keep, failure);
            }
            return;
        }
        confirm(keep);
        tell(1);
    }

    private void writeWithoutExtracts(Keep keep, Throwable failure) {
        try {
            keep.delivery().quarantineWithoutExtracts(failure);
            keeping.insert(List.of(keep));
        } catch (Throwable again) {
            fail(keep, again);
            return;
        }
        confirm(keep);
    }

    private static void fail(Keep keep, Throwable failure) {
        LOG.log(Level.ERROR, "{0} could not be kept: {1}", keep.delivery().id(), SqlStates.describe(failure));
        keep.fail(new NotKeptException("the database did not confirm", failure));
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
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "{0} is kept, but its sender could not be told: {1}", delivery.id(), e.getClass());
        }
    }

    private void tell(int deliveries) {
        try {
            committed.accept(new Kept(deliveries));
        } catch (Throwable e) { // an Error of somebody's observer must not end the writer
            LOG.log(Level.WARNING, "Hint to the dispatcher failed, its sweep finds the deliveries: {0}", e.getClass());
        }
    }
}
