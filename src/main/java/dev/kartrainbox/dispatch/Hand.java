package dev.kartrainbox.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What one worker has in hand. The worker says so; the watch looks at it, and writes the worker off when it does not come back
 * in time. From then on nothing can be taken into this hand: each attempt throws {@link CancellationException}.
 */
final class Hand {

    private final InHandFile inHand;
    private final int slot;
    private @Nullable Thread worker;
    private @Nullable Work work;
    private @Nullable Opened told;
    private boolean busy;
    private long since;
    private boolean writtenOff;

    /** Noted in this slot of the file. */
    Hand(InHandFile inHand, int slot) {
        this.inHand = inHand;
        this.slot = slot;
    }

    int slot() {
        return slot;
    }

    synchronized void workedBy(Thread thread) {
        worker = thread;
    }

    /** A transaction is about to begin. */
    synchronized void begin() {
        refuseIfWrittenOff();
        since = System.nanoTime();
        busy = true;
        work = null;
        told = null;
    }

    /** It is about this. */
    synchronized void take(Work taken) {
        refuseIfWrittenOff();
        work = taken;
        inHand.note(slot, taken.marks());
    }

    /** Observers are about to be told of it. */
    synchronized void tell(Opened opened) {
        refuseIfWrittenOff();
        told = opened;
    }

    /** They were. */
    synchronized void told() {
        told = null;
    }

    /** Nothing is in hand any more. */
    synchronized void letGo() {
        busy = false;
        if (!writtenOff) {
            work = null;
            inHand.clear(slot);
        }
    }

    /** Throws where somebody else went on. */
    synchronized void refuseIfWrittenOff() {
        if (writtenOff) {
            throw new CancellationException("somebody else went on");
        }
    }

    synchronized Optional<Work> work() {
        return Optional.ofNullable(work);
    }

    synchronized boolean isWrittenOff() {
        return writtenOff;
    }

    /** Writes the worker off if its transaction has taken longer than the limit, and tells where it hangs. */
    synchronized Optional<Hang> writeOffBeyond(Duration limit, long now) {
        if (!busy || writtenOff || now - since < limit.toNanos()) {
            return Optional.empty();
        }
        writtenOff = true;
        inHand.clear(slot); // the slot is for whoever comes after it
        return Optional.of(look());
    }

    /** What it has in hand, and where it is. */
    synchronized Hang look() {
        return worker == null
                ? new Hang("nobody", work, told, List.of())
                : new Hang(worker.getName(), work, told, List.of(worker.getStackTrace()));
    }

    /** Returns once the worker has ended, or the time is over. */
    boolean hasEndedWithin(Duration limit) throws InterruptedException {
        Thread thread;
        synchronized (this) {
            thread = worker;
        }
        if (thread != null) {
            thread.join(Math.max(1, limit.toMillis()));
        }
        return thread == null || !thread.isAlive();
    }
}
