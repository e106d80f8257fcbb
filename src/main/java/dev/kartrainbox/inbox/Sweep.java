package dev.kartrainbox.inbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Takes what the journal holds to the database, oldest first, until nothing is left and the database has its turn again. A
 * segment is deleted only after the commit that holds all its records.
 */
final class Sweep {

    private static final Logger LOG = System.getLogger(Sweep.class.getName());
    private static final int MAX_BATCH = 512;
    private static final long MAX_BATCH_BYTES = 4L << 20;

    private final Journal journal;
    private final Keeping keeping;
    private final Attempts attempts;
    private final Outage outage;
    private final Consumer<Kept> committed;
    private volatile boolean stopped;

    Sweep(Journal journal, Keeping keeping, Attempts attempts, Outage outage, Consumer<Kept> committed) {
        this.journal = journal;
        this.keeping = keeping;
        this.attempts = attempts;
        this.outage = outage;
        this.committed = committed;
    }

    /** One transaction, all or none. */
    private interface Transaction {
        int insertMissing(List<Keep> batch) throws Exception;
    }

    /**
     * Sweeps all there is, and what is added meanwhile.
     *
     * @throws Exception if the database does not confirm; what it did confirm is not asked again
     */
    void run() throws Exception {
        if (journal.waiting() == 0) {
            attempts.insertMissing(List.of()); // does it answer?
        }
        // the last of it while nobody adds more, and then not longer than requests can wait
        while (!stopped && !journal.end(MAX_BATCH, MAX_BATCH_BYTES, rest -> sweep(rest, attempts::insertMissing))) {
            var oldest = journal.oldest();
            if (oldest != null) {
                sweep(oldest, keeping::insertMissing);
                journal.delete(oldest);
            }
        }
    }

    /** Ends after the transaction in hand. */
    void stop() {
        stopped = true;
    }

    private void sweep(Segment segment, Transaction transaction) throws Exception {
        try (var reader = SegmentReader.of(segment)) {
            var batch = new ArrayList<Keep>();
            long bytes = 0;
            for (var keep = reader.next(); keep != null; keep = reader.next()) {
                if (stopped) {
                    throw new CancellationException("the application is stopping");
                }
                batch.add(keep);
                bytes += keep.body().length;
                if (batch.size() == MAX_BATCH || bytes >= MAX_BATCH_BYTES) {
                    insert(batch, transaction);
                    segment.sweep(batch.size(), reader.position());
                    batch.clear();
                    bytes = 0;
                }
            }
            if (!batch.isEmpty()) {
                insert(batch, transaction);
                segment.sweep(batch.size(), reader.position());
            }
            if (reader.position() < segment.length()) {
                setAsideRest(segment, reader.position());
            }
        }
    }

    private void setAsideRest(Segment segment, long from) throws IOException {
        LOG.log(
                Level.ERROR,
                "{0} of the journal can no longer be read from byte {1} on: {2} notifications are set aside in {3}",
                segment.file(),
                from,
                segment.waiting(),
                journal.setAside(segment, from));
        segment.sweep(segment.waiting(), segment.length());
    }

    private void insert(List<Keep> batch, Transaction transaction) throws Exception {
        try {
            transaction.insertMissing(batch);
        } catch (Exception failure) {
            if (!SqlStates.isTheDatasFault(failure)) {
                throw failure;
            }
            // one body must not hold up the others; or an attempt that was given up has committed just now
            for (var keep : batch) {
                insertAlone(keep, transaction);
            }
        }
        outage.sweeps(batch.size());
        tell(batch.size());
    }

    private void insertAlone(Keep keep, Transaction transaction) throws Exception {
        try {
            transaction.insertMissing(List.of(keep));
        } catch (Exception failure) {
            if (!SqlStates.isTheDatasFault(failure)) {
                throw failure;
            }
            insertWithoutExtracts(keep, failure, transaction);
        }
    }

    private void insertWithoutExtracts(Keep keep, Exception refusal, Transaction transaction) throws Exception {
        keep.delivery().quarantineWithoutExtracts(refusal);
        try {
            transaction.insertMissing(List.of(keep));
            LOG.log(
                    Level.WARNING,
                    "{0} QUARANTINED: {1}",
                    keep.delivery().id(),
                    keep.delivery().lastError().orElse(""));
        } catch (Exception failure) {
            if (!SqlStates.isTheDatasFault(failure)) {
                throw failure;
            }
            LOG.log(
                    Level.ERROR,
                    "{0} is refused by the database even without what was extracted ({1}). It is set aside in {2}",
                    keep.delivery().id(),
                    SqlStates.describe(failure),
                    journal.setAside(keep));
        }
    }

    private void tell(int deliveries) {
        try {
            committed.accept(new Kept(deliveries));
        } catch (RuntimeException | Error e) { // of somebody's observer
            LOG.log(Level.WARNING, "Hint to the dispatcher failed, its sweep finds the deliveries: {0}", e.getClass());
        }
    }
}
