package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.inbox.SqlStates;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Goes round the lanes and tells what is due until there is nothing left; then waits for a hint. */
final class Worker implements Runnable {

    private static final Logger LOG = System.getLogger(Worker.class.getName());

    private final Telling telling;
    private final Narrowing narrowing;
    private final Drift drift;
    private final Hints hints;
    private @Nullable Work inHand;
    private boolean worked;
    private boolean paused;

    Worker(Telling telling, Narrowing narrowing, Drift drift, Hints hints) {
        this.telling = telling;
        this.narrowing = narrowing;
        this.drift = drift;
        this.hints = hints;
    }

    @Override
    public void run() {
        while (!hints.areOver()) {
            worked = false;
            try {
                round();
                drift.writeIfDue();
                paused = false;
            } catch (Throwable trouble) { // the database is away, most likely; a worker that ends would be missed by
                // nobody
                tellOnce(trouble);
                worked = false;
            }
            if (!worked) {
                hints.await();
            }
        }
    }

    /** Not at every round: the database may be away for hours. */
    private void tellOnce(Throwable trouble) {
        if (!paused) {
            LOG.log(Level.WARNING, "Dispatching pauses: {0}", SqlStates.describe(trouble));
        }
        paused = true;
    }

    /** Every lane once, from a random one on, so that workers do not meet. */
    private void round() {
        int start = ThreadLocalRandom.current().nextInt(Lane.COUNT);
        walk(start, Lane.COUNT);
        walk(0, start);
    }

    private void walk(int from, int to) {
        int lane = from;
        while (lane < to && !hints.areOver()) {
            var found = step(lane);
            if (found.isEmpty()) {
                return;
            }
            lane = found.getAsInt() + 1;
        }
    }

    private OptionalInt step(int fromLane) {
        inHand = null;
        try {
            var found = telling.next(fromLane, work -> inHand = work);
            worked |= inHand != null;
            return found;
        } catch (Throwable failure) { // an Error of an observer is a failure like any other
            var work = inHand;
            if (work == null) {
                throw failure;
            }
            narrowing.narrow(work, failure);
            worked = true;
            return OptionalInt.of(work.lane());
        }
    }
}
