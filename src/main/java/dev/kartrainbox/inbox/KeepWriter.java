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

/**
 * Writes what arrives together in one transaction, and confirms each delivery after its commit. What the database does not
 * confirm in time goes to the journal, and is confirmed when it is on disk there.
 */
final class KeepWriter implements Runnable {

    private static final Logger LOG = System.getLogger(KeepWriter.class.getName());
    private static final int MAX_BATCH = 256;
    private static final long IDLE_MILLIS = 100;
    private static final long STOP_MILLIS = 15_000;

    private final String name;
    private final Attempts attempts;
    private final Journal journal;
    private final Outage outage;
    private final Consumer<Kept> committed;
    private final BlockingQueue<Keep> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private @Nullable Thread thread;

    KeepWriter(String name, Attempts attempts, Journal journal, Outage outage, Consumer<Kept> committed) {
        this.name = name;
        this.attempts = attempts;
        this.journal = journal;
        this.outage = outage;
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

    boolean isRunning() {
        var writing = thread;
        return writing != null && writing.isAlive();
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
            if (journal.takes(batch)) {
                batch.forEach(this::confirm);
                return;
            }
        } catch (Throwable failure) { // whatever it is, nobody may wait for ever and the writer has to go on
            refuse(batch, failure);
            return;
        }
        insert(batch);
    }

    private void insert(List<Keep> batch) {
        try {
            attempts.insert(batch);
        } catch (Throwable failure) {
            settle(batch, failure);
            return;
        }
        batch.forEach(this::confirm);
        tell(batch.size());
    }

    private void settle(List<Keep> batch, Throwable failure) {
        if (SqlStates.isTheDatasFault(failure)) {
            writeEachAlone(batch);
        } else {
            turnToJournal(batch, failure);
        }
    }

    /** One body must not sink the batch that it is in. */
    private void writeEachAlone(List<Keep> batch) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                writeAlone(batch.get(i));
            } catch (Throwable failure) { // the database is away, and so it is for those that come after it
                turnToJournal(batch.subList(i, batch.size()), failure);
                return;
            }
        }
    }

    private void writeAlone(Keep keep) throws Exception {
        try {
            attempts.insert(List.of(keep));
        } catch (Exception failure) {
            if (!SqlStates.isTheDatasFault(failure)) {
                throw failure;
            }
            writeWithoutExtracts(keep, failure);
            return;
        }
        confirm(keep);
        tell(1);
    }

    private void writeWithoutExtracts(Keep keep, Exception refusal) throws Exception {
        keep.delivery().quarantineWithoutExtracts(refusal);
        try {
            attempts.insert(List.of(keep));
        } catch (Exception failure) {
            if (!SqlStates.isTheDatasFault(failure)) {
                throw failure;
            }
            refuse(List.of(keep), failure);
            return;
        }
        confirm(keep);
    }

    /** Not confirmed is not failed: it may be in the database. The sweep will find out, for the ids stay the same. */
    private void turnToJournal(List<Keep> batch, Throwable reason) {
        try {
            journal.turnTo(batch, Outage.reasonOf(reason));
        } catch (Throwable failure) {
            refuse(batch, failure);
            return;
        }
        batch.forEach(this::confirm);
    }

    private void refuse(List<Keep> batch, Throwable failure) {
        outage.refuses(batch.size(), Outage.reasonOf(failure));
        batch.forEach(keep -> keep.fail(new NotKeptException("neither database nor journal confirmed", failure)));
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
