package dev.kartrainbox.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes workers when something was kept. A hint may be lost: nobody waits longer than the sweep.
 *
 * <p>While others look, who is woken looks only where they take long, or have as much as they can take. Else all of them would be
 * told of each delivery, and tell it by itself, in a transaction that costs as much as that of ten.
 *
 * <p>While much is being kept at once, only some look at a time, so that half of the machine is left for it: who sends does not
 * come back, and what is kept can wait.
 */
final class Hints {

    private static final long SWEEP_MILLIS = 1000;
    private static final Duration LONG = Duration.ofMillis(10);

    /** Kept in one transaction, so many show that many wait for their answer. */
    private static final int MANY = 8;

    /** So long after that nobody but some looks. */
    private static final Duration BUSY = Duration.ofMillis(50);

    /** In that, who looks may take so many times what is long, as a full batch does, before another one looks all the same. */
    private static final int TIMES_LONG = 10;

    private final Semaphore hints = new Semaphore(0);
    private final int most;
    private final int some;
    private final long longNanos;
    private final long busyNanos;
    private volatile boolean over;
    private int looking;
    private long aloneUntil;
    private long begunAt;
    private volatile long busyUntil = System.nanoTime();

    /**
     * Hints for this many workers.
     */
    Hints(int workers) {
        this(workers, Runtime.getRuntime().availableProcessors() / 2, LONG, BUSY);
    }

    /**
     * The same with limits of their own.
     *
     * @param some how many may look while much is being kept; one at least
     * @param longTime to look takes long where it takes more than this
     * @param busyTime how long only some look after much was kept
     */
    Hints(int workers, int some, Duration longTime, Duration busyTime) {
        this.most = workers;
        this.some = Math.max(1, some);
        this.longNanos = longTime.toNanos();
        this.busyNanos = busyTime.toNanos();
    }

    /** Something is due: wakes as many workers as there are deliveries. */
    void give(int deliveries) {
        if (deliveries >= MANY) {
            busyUntil = System.nanoTime() + busyNanos;
        }
        wake(deliveries);
    }

    private void wake(int deliveries) {
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

    private long busy() {
        long now = System.nanoTime();
        return Math.min(busyUntil - now, begunAt + TIMES_LONG * longNanos - now);
    }

    private long left() {
        return aloneUntil - System.nanoTime();
    }

    /** A worker begins to look for what is due, and to tell it; as soon as it is its turn, where only some may. */
    synchronized void begin() {
        try {
            for (long left = busy(); looking >= some && left > 0 && !over; left = busy()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            end();
        }
        looking++;
        begunAt = System.nanoTime();
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
            wake(1);
        }
        notifyAll();
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
