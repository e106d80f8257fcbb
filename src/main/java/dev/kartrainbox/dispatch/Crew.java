package dev.kartrainbox.dispatch;

import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The workers of this node: as many as are set. Who is written off is replaced, for its thread may never come back; but it may
 * hold a connection for as long, so not without limit.
 */
final class Crew {

    private static final Logger LOG = System.getLogger(Crew.class.getName());

    private final int size;
    private final int mostWrittenOff;
    private final InHandFile inHand;
    private final ManagedThreadFactory threads;
    private final Function<Hand, Runnable> work;
    private final List<Hand> atWork = new ArrayList<>();
    private final List<Hand> writtenOff = new ArrayList<>();
    private int hired;
    private boolean understaffed;
    private boolean over;

    /**
     * Nobody works yet.
     *
     * @param work what a worker does with its hand, until it is told to end or written off
     */
    Crew(Settings settings, InHandFile inHand, ManagedThreadFactory threads, Function<Hand, Runnable> work) {
        this.size = settings.workers();
        this.mostWrittenOff = settings.pool() - 2 - 2 * settings.workers();
        this.inHand = inHand;
        this.threads = threads;
        this.work = work;
    }

    /** Starts as many workers as are missing. */
    synchronized void fill() {
        while (!over && atWork.size() < size) {
            if (writtenOff.size() > mostWrittenOff) {
                tellOnce();
                return;
            }
            hire();
        }
        understaffed = false;
    }

    private void tellOnce() {
        if (!understaffed) {
            LOG.log(
                    Level.ERROR,
                    "{0} threads hang in observers, and the pool has no connections for more: {1} of {2} workers are left. Mend the observers named above and restart the server; a larger KARTRA_INBOX_DB_POOL leaves room for more",
                    writtenOff.size(),
                    atWork.size(),
                    size);
        }
        understaffed = true;
    }

    private void hire() {
        var hand = new Hand(inHand, freeSlot());
        var thread = threads.newThread(() -> {
            try {
                work.apply(hand).run();
            } finally {
                end(hand);
            }
        });
        hired++;
        thread.setName("kartra-inbox-worker-" + hired);
        hand.workedBy(thread);
        atWork.add(hand);
        thread.start();
    }

    private int freeSlot() {
        var taken = atWork.stream().map(Hand::slot).toList();
        return IntStream.range(0, size)
                .filter(slot -> !taken.contains(slot))
                .findFirst()
                .orElseThrow();
    }

    /** How many there are, without those written off. */
    synchronized int atWork() {
        return atWork.size();
    }

    /** How many were written off and have not come back. */
    synchronized int hanging() {
        return writtenOff.size();
    }

    private synchronized void end(Hand hand) {
        atWork.remove(hand);
        if (writtenOff.remove(hand)) {
            LOG.log(
                    Level.INFO,
                    "{0} has come back after all, and ends: others went on",
                    hand.look().worker());
        }
    }

    /** Writes off whoever has not come back from a transaction in this time. */
    synchronized List<Hang> writeOffBeyond(Duration limit, long now) {
        var hangs = new ArrayList<Hang>();
        for (var hand : List.copyOf(atWork)) {
            hand.writeOffBeyond(limit, now).ifPresent(hang -> {
                atWork.remove(hand);
                writtenOff.add(hand);
                hangs.add(hang);
            });
        }
        return hangs;
    }

    /** Nobody is started any more. Returns once all have ended, or the time is over; those who have not. */
    List<Hand> end(Duration limit) throws InterruptedException {
        List<Hand> left;
        synchronized (this) {
            over = true;
            left = List.copyOf(atWork);
        }
        long deadline = System.nanoTime() + limit.toNanos();
        for (var hand : left) {
            hand.hasEndedWithin(Duration.ofNanos(deadline - System.nanoTime()));
        }
        synchronized (this) {
            return Stream.concat(atWork.stream(), writtenOff.stream()).toList();
        }
    }
}
