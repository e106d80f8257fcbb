package dev.kartrainbox.inbox;

import java.io.IOException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in the database, and waits no longer for it than requests can. A transaction whose time is up goes on by itself, and may yet commit: it is left
 * alone, for an interrupt would close H2's file under it.
 */
final class Attempts {

    /** More than there are connections for; with so many under way, the database is away. */
    private static final int MOST = 8;

    private static final long IDLE_SECONDS = 30;

    private final Keeping keeping;
    private final ThreadPoolExecutor threads;
    private final Duration limit;
    private volatile @Nullable DiskFloor floor;

    Attempts(Keeping keeping, ThreadFactory threads, Duration limit) {
        this.keeping = keeping;
        this.threads =
                new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    var thread = threads.newThread(work);
                    thread.setName("kartra-inbox-keeping");
                    return thread;
                });
        this.limit = limit;
    }

    /** The database is on this machine, and needs room on its disk. */
    void respect(DiskFloor ofTheDatabase) {
        floor = ofTheDatabase;
    }

    /**
     * Inserts all of them or none.
     *
     * @throws Exception whatever it is, nobody knows how it ends, unless it is the data's fault
     */
    void insert(List<Keep> batch) throws Exception {
        var own = List.copyOf(batch); // the caller goes on with its list, perhaps before the transaction is over
        inTime(() -> {
            keeping.insert(own);
            return own.size();
        });
    }

    /** Inserts those that are not there yet, with the same exceptions. */
    int insertMissing(List<Keep> batch) throws Exception {
        var own = List.copyOf(batch);
        return inTime(() -> keeping.insertMissing(own));
    }

    private <T> T inTime(Callable<T> transaction) throws Exception {
        var ofTheDatabase = floor;
        if (ofTheDatabase != null && ofTheDatabase.isReached()) {
            throw new IOException("less disk space is left than KARTRA_INBOX_DISK_FLOOR");
        }
        var attempt = threads.submit(transaction);
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return resultOf(attempt, end - System.nanoTime());
                } catch (InterruptedException serverIsStopping) {
                    interrupted = true; // all the same: what is in hand is finished
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T resultOf(Future<T> attempt, long nanos) throws Exception {
        try {
            return attempt.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SQLTimeoutException("no answer within " + limit, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Takes no more; what is under way comes to its end. */
    void stop() {
        threads.shutdown();
    }
}
