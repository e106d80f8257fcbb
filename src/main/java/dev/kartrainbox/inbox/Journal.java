package dev.kartrainbox.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries are kept that the database did not confirm. While it holds any, all others of this node come here too, so
 * that none overtakes an older one; {@link Sweep} takes them to the database, and when nothing is left, that has its turn
 * again. What arrives together is synced together.
 */
final class Journal {

    private static final long FULL_BYTES = 8L << 20;

    private final JournalDirectory directory;
    private final DiskFloor floor;
    private final Outage outage;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Segment> closed = new ArrayDeque<>();
    private @Nullable Segment current;
    private long nextNumber;
    private volatile boolean inUse = true; // until a first sweep has seen that nothing is left of an earlier run

    /** With segments that are numbered from here on, so that none gets the name of one that was left. */
    Journal(JournalDirectory directory, DiskFloor floor, Outage outage, long firstNumber) {
        this.directory = directory;
        this.floor = floor;
        this.outage = outage;
        this.nextNumber = firstNumber;
    }

    /** What still has to be swept; the caller holds up everybody else, so it must not take long. */
    interface Rest {
        void sweep(Segment segment) throws Exception;
    }

    /**
     * Keeps the batch, if the journal is in use.
     *
     * @return whether it is, and so the batch is on disk
     * @throws IOException if that could not be confirmed
     */
    boolean takes(List<Keep> batch) throws IOException {
        if (!inUse) {
            return false;
        }
        lock.lock();
        try {
            if (inUse) {
                append(batch);
            }
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps the batch, which the database did not confirm, and from now on everything.
     *
     * @throws IOException if it could not be confirmed that it is on disk
     */
    void turnTo(List<Keep> batch, String reason) throws IOException {
        lock.lock();
        try {
            inUse = true;
            outage.goesOn(reason, waiting());
            append(batch);
        } finally {
            lock.unlock();
        }
    }

    private void append(List<Keep> batch) throws IOException {
        if (floor.isReached()) {
            throw new IOException("less disk space is left than KARTRA_INBOX_DISK_FLOOR");
        }
        var first = current;
        try {
            appendTo(first == null ? open() : first, batch);
        } catch (IOException e) {
            if (first == null) {
                throw e;
            }
            appendTo(open(), batch); // what fails once may be done with this file, but not with the disk
        }
    }

    private Segment open() throws IOException {
        var opened = Segment.create(directory, name(nextNumber++));
        current = opened;
        return opened;
    }

    private void appendTo(Segment segment, List<Keep> batch) throws IOException {
        boolean kept = false;
        try {
            segment.append(batch);
            kept = true;
        } finally {
            if (!kept || segment.length() >= FULL_BYTES) {
                closeCurrent();
            }
        }
    }

    private void closeCurrent() {
        var segment = current;
        current = null;
        if (segment != null) {
            segment.close();
            if (segment.isEmpty() && deletes(segment)) {
                return;
            }
            closed.addLast(segment);
        }
    }

    /** On a full disk, each batch that fails would leave a file otherwise. */
    private boolean deletes(Segment segment) {
        try {
            directory.delete(segment.file());
            return true;
        } catch (IOException e) {
            return false; // the sweep will try again
        }
    }

    /** What an earlier run has left, oldest first; swept before anything that came since. */
    void takeOver(List<Segment> left) {
        lock.lock();
        try {
            for (int i = left.size() - 1; i >= 0; i--) {
                closed.addFirst(left.get(i));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The segment to be swept next, which takes nothing more. */
    @Nullable
    Segment oldest() {
        lock.lock();
        try {
            if (closed.isEmpty()) {
                closeCurrent();
            }
            return closed.peekFirst();
        } finally {
            lock.unlock();
        }
    }

    /** All records of the oldest segment are committed. */
    void delete(Segment oldest) throws IOException {
        if (oldest.waiting() > 0) {
            throw new IllegalStateException(oldest.file() + " holds what is not in the database yet");
        }
        directory.delete(oldest.file()); // outside the lock, for syncing takes its time
        lock.lock();
        try {
            closed.remove(oldest);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the turn back to the database, if no more is left than that all others can wait for it to be swept.
     *
     * @return whether it did
     */
    boolean end(int most, long mostBytes, Rest rest) throws Exception {
        lock.lock();
        try {
            if (waiting() > most || bytes() > mostBytes) {
                return false;
            }
            for (var segment = oldest(); segment != null; segment = oldest()) {
                rest.sweep(segment);
                delete(segment);
            }
            inUse = false;
            outage.ends();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Puts what cannot be read any more into a file of its own. */
    Path setAside(Segment segment, long from) throws IOException {
        return directory.setAside(segment.file(), from);
    }

    /** Puts what the database refuses into a file of its own, for an operator. */
    Path setAside(Keep refused) throws IOException {
        lock.lock();
        try {
            var aside = Segment.create(directory, name(nextNumber++) + ".refused");
            aside.append(List.of(refused));
            aside.close();
            return aside.file();
        } finally {
            lock.unlock();
        }
    }

    private static String name(long number) {
        return String.format(Locale.ROOT, "%012d%s", number, Segment.SUFFIX);
    }

    boolean isInUse() {
        return inUse;
    }

    /** Records that were not swept yet. */
    long waiting() {
        lock.lock();
        try {
            var open = current;
            return closed.stream().mapToLong(Segment::waiting).sum() + (open == null ? 0 : open.waiting());
        } finally {
            lock.unlock();
        }
    }

    /** The size of all segments. */
    long bytes() {
        lock.lock();
        try {
            var open = current;
            return closed.stream().mapToLong(Segment::length).sum() + (open == null ? 0 : open.length());
        } finally {
            lock.unlock();
        }
    }

    /** Whether it could take something now; tried out on its disk, beside what it holds. */
    boolean isWritable() {
        try {
            directory.tryOut();
            return !floor.isReached();
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends with all that it took on disk; the next start goes on from there. */
    void close() {
        lock.lock();
        try {
            closeCurrent();
        } finally {
            lock.unlock();
        }
    }
}
