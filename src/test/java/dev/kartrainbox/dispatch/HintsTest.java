package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HintsTest {

    /** A worker that gets no hint waits for a second. */
    private static final Duration SHORTER_THAN_A_SWEEP = Duration.ofMillis(900);

    private static final Duration LONGER_THAN_THE_TEST = Duration.ofHours(1);

    @Test
    void wakeAsManyWorkersAsThereAreDeliveries() {
        var hints = new Hints(8);

        hints.give(3);

        assertThat(timeOf(() -> {
                    hints.await();
                    hints.await();
                    hints.await();
                }))
                .isLessThan(SHORTER_THAN_A_SWEEP);
    }

    @Test
    void wakeNoWorkerTwiceForTheSameDeliveries() {
        var hints = new Hints(2);
        hints.give(100);
        hints.give(100);
        hints.await();
        hints.await();

        assertThat(timeOf(hints::await)).isGreaterThan(SHORTER_THAN_A_SWEEP);
    }

    @Test
    void letWhoIsWokenWaitForThoseWhoLookAlready() {
        var hints = new Hints(4, 4, LONGER_THAN_THE_TEST, Duration.ZERO);
        hints.begin();
        hints.give(4);
        var woken = new Thread(hints::await);
        woken.start();
        Await.until(() -> woken.getState() == Thread.State.TIMED_WAITING);

        hints.done(false);

        Await.until(() -> !woken.isAlive());
    }

    @Test
    void letNobodyWaitForThoseWhoTakeLong() {
        var hints = new Hints(4, 4, Duration.ZERO, Duration.ZERO);
        hints.begin();
        hints.give(4);

        assertThat(timeOf(hints::await)).isLessThan(SHORTER_THAN_A_SWEEP);
    }

    @Test
    void wakeOneMoreWhereSomebodyHasAllThatCanBeInHand() {
        var hints = new Hints(4, 4, LONGER_THAN_THE_TEST, Duration.ZERO);
        hints.begin();
        hints.begin();

        hints.done(true);

        assertThat(timeOf(hints::await)).isLessThan(SHORTER_THAN_A_SWEEP);
    }

    @Test
    void letSomeLookWhileMuchIsBeingKept() {
        var hints = new Hints(4, 1, LONGER_THAN_THE_TEST, LONGER_THAN_THE_TEST);
        hints.give(8);
        hints.begin();
        var another = new Thread(hints::begin);
        another.start();
        Await.until(() -> another.getState() == Thread.State.TIMED_WAITING);

        hints.done(true);

        Await.until(() -> !another.isAlive());
    }

    @Test
    void letAllLookWhereLittleIsBeingKept() {
        var hints = new Hints(4, 1, LONGER_THAN_THE_TEST, LONGER_THAN_THE_TEST);
        hints.give(7);
        hints.begin();

        assertThat(timeOf(hints::begin)).isLessThan(SHORTER_THAN_A_SWEEP);
    }

    @Test
    void letAnotherOneLookWhereWhoLooksTakesLong() {
        var hints = new Hints(4, 1, Duration.ZERO, LONGER_THAN_THE_TEST);
        hints.give(8);
        hints.begin();

        assertThat(timeOf(hints::begin)).isLessThan(SHORTER_THAN_A_SWEEP);
    }

    @Test
    void letNobodyWaitOnceTheyAreOver() {
        var hints = new Hints(3);

        hints.end();

        assertThat(hints.areOver()).isTrue();
        assertThat(timeOf(() -> {
                    hints.await();
                    hints.await();
                    hints.await();
                }))
                .isLessThan(SHORTER_THAN_A_SWEEP);
    }

    @Test
    void areOverForAThreadThatIsInterrupted() {
        var hints = new Hints(1);
        assertThat(hints.areOver()).isFalse();

        Thread.currentThread().interrupt();
        hints.await();

        assertThat(hints.areOver()).isTrue();
    }

    private static Duration timeOf(Runnable wait) {
        long start = System.nanoTime();
        wait.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
