package dev.kartrainbox.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes workers when something was kept. A hint may be lost: nobody waits longer than the sweep.
 *
 * <p>While others look, who is woken looks only where they take long, or have as much as they can take. Else all of them would be
 * told of each delivery, and tell it by itself, in a transaction that costs as much as that of ten.
 */
final class Hints {

    private static final long SWEEP_MILLIS = 1000;
    private static final Duration LONG = Duration.ofMillis(10);

    private final Semaphore hints = new Semaphore(0);
    private final int most;
    private final long longNanos;
    private volatile boolean over;
    private int looking;
    private long aloneUntil;

    /**
     * Hints for this many workers.
     */
    Hints(int workers) {
        this(workers, LONG);
    }

    /** To look takes long where it takes more than this. */
    Hints(int workers, Duration longTime) {
        this.most = workers;
        this.longNanos = longTime.toNanos();
    }

    /** Something is due: wakes as many workers as there are deliveries. */
    void give(int deliveries) {
        int missing = Math.min(deliveries, most) - hints.availablePermits();
        if (missing > 0) {
            hints.release(missing);
        }
    }

    /** Waits for a hint, at most until the next sweep, and then for those who look already. */
    void await() {
        try {
            hints.tryAcquire(SWEEP_MILLIS, TimeUnit.MILLISECONDS);
            awaitOthers();
        } catch (InterruptedException e) {
            end();
        }
    }

    private synchronized void awaitOthers() throws InterruptedException {
        for (long left = left(); looking > 0 && left > 0 && !over; left = left()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private long left() {
        return aloneUntil - System.nanoTime();
    }

    /** A worker begins to look for what is due, and to tell it. */
    synchronized void begin() {
        looking++;
        aloneUntil = System.nanoTime() + longNanos;
    }

    /**
     * It has told what it found.
     *
     * @param full whether that was as much as it can take, so that there is work for others
     */
    synchronized void done(boolean full) {
        looking--;
        if (full) {
            aloneUntil = System.nanoTime();
            give(1);
        }
        notify();
    }

    /** Nobody waits any more. */
    void end() {
        over = true;
        hints.release(most);
        synchronized (this) {
            notifyAll();
        }
    }

    boolean areOver() {
        return over;
    }
}
