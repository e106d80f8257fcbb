package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HintsTest {

    /** A worker that gets no hint waits for a second. */
    private static final Duration SHORTER_THAN_A_SWEEP = Duration.ofMillis(900);

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
