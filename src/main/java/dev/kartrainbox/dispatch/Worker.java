package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.inbox.SqlStates;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** Goes round the lanes and tells what is due until there is nothing left; then waits for a hint. */
final class Worker implements Runnable {

    private static final Logger LOG = System.getLogger(Worker.class.getName());

    private final Telling telling;
    private final Narrowing narrowing;
    private final Drift drift;
    private final Hints hints;
    private final Suspects suspects;
    private final Hand hand;
    private boolean worked;
    private boolean paused;

    Worker(Telling telling, Narrowing narrowing, Drift drift, Hints hints, Suspects suspects, Hand hand) {
        this.telling = telling;
        this.narrowing = narrowing;
        this.drift = drift;
        this.hints = hints;
        this.suspects = suspects;
        this.hand = hand;
    }

    @Override
    public void run() {
        while (!hints.areOver() && !hand.isWrittenOff()) {
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
            if (!worked && !hand.isWrittenOff()) {
                hints.await();
            }
        }
    }

    /** Not at every round: the database may be away for hours. */
    private void tellOnce(Throwable trouble) {
        if (hand.isWrittenOff()) {
            return; // its transaction is gone, and somebody else went on
        }
        suspects.acquitWhoWaitedForTheDatabase();
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
        hand.begin();
        hints.begin();
        try {
            var found = telling.next(fromLane, this::take);
            hand.work().ifPresent(this::settled);
            return found;
        } catch (Throwable failure) { // an Error of an observer is a failure like any other
            var work = hand.work();
            if (work.isEmpty()) {
                throw failure;
            }
            narrowing.narrow(work.get(), failure);
            settled(work.get());
            return OptionalInt.of(work.get().lane());
        } finally {
            hints.done(hand.work().filter(Work::isFull).isPresent());
            hand.letGo();
        }
    }

    private void take(Work work) {
        hand.take(work);
        suspects.check(work);
    }

    private void settled(Work work) {
        worked = true;
        suspects.forget(work);
    }
}
