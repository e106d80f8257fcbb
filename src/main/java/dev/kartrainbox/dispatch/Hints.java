package dev.kartrainbox.dispatch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes workers when something was kept. A hint may be lost: nobody waits longer than the sweep. */
final class Hints {

    private static final long SWEEP_MILLIS = 1000;

    private final Semaphore hints = new Semaphore(0);
    private final int most;
    private volatile boolean over;

    /**
     * Hints for this many workers.
     */
    Hints(int workers) {
        this.most = workers;
    }

    /** Something is due: wakes as many workers as there are deliveries. */
    void give(int deliveries) {
        int missing = Math.min(deliveries, most) - hints.availablePermits();
        if (missing > 0) {
            hints.release(missing);
        }
    }

    /** Waits for a hint, at most until the next sweep. */
    void await() {
        try {
            hints.tryAcquire(SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            end();
        }
    }

    /** Nobody waits any more. */
    void end() {
        over = true;
        hints.release(most);
    }

    boolean areOver() {
        return over;
    }
}
