package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kartrainbox.Await;
import dev.kartrainbox.inbox.MovableClock;
import dev.kartrainbox.inbox.Threads;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That many who ask cost no more than one, and that nobody waits for what does not answer. */
class SharedLookTest {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch thawed = new CountDownLatch(1);
    private volatile boolean frozen;
    private volatile boolean away;

    @AfterEach
    void thaw() {
        thawed.countDown();
    }

    @Test
    void nobodyLooksWhileNobodyAsks() {
        look(Duration.ofSeconds(10));
        clock.passes(PAUSE);

        assertThat(looks).hasValue(0);
    }

    @Test
    void oneLooksForAllWhoAskMeanwhile() throws InterruptedException {
        frozen = true;
        var look = look(Duration.ofSeconds(60));
        var told = new ConcurrentLinkedQueue<Optional<Seen<Integer>>>();
        var viewers = IntStream.range(0, 16)
                .mapToObj(viewer -> new Thread(() -> told.add(look.latest())))
                .toList();
        viewers.forEach(Thread::start);
        Await.until(() -> viewers.stream().allMatch(viewer -> viewer.getState() == Thread.State.TIMED_WAITING));

        thawed.countDown();
        for (var viewer : viewers) {
            viewer.join();
        }

        assertThat(looks).hasValue(1);
        assertThat(told).hasSize(16).containsOnly(Optional.of(new Seen<>(1, clock.instant(), true)));
    }

    @Test
    void looksAgainAfterThePauseAndNotBefore() {
        var look = look(Duration.ofSeconds(60));
        var begin = clock.instant();
        look.latest();

        clock.passes(PAUSE.minusMillis(1));
        assertThat(look.latest()).contains(new Seen<>(1, begin, true));

        clock.passes(Duration.ofMillis(1));
        assertThat(look.latest()).contains(new Seen<>(2, clock.instant(), true));
    }

    @Test
    void looksAgainAlsoWhenTheClockWasPutBack() {
        var look = look(Duration.ofSeconds(60));
        look.latest();

        clock.passes(Duration.ofHours(-1));

        assertThat(look.latest()).contains(new Seen<>(2, clock.instant(), true));
    }

    @Test
    void tellsNothingBeforeItCouldSee() {
        away = true;

        assertThat(look(Duration.ofSeconds(60)).latest()).isEmpty();
    }

    @Test
    void tellsWhatIsOldWithItsTimeWhileTheDatabaseIsAway() {
        var look = look(Duration.ofSeconds(60));
        var seenAt = clock.instant();
        look.latest();

        away = true;
        clock.passes(PAUSE);
        assertThat(look.latest()).contains(new Seen<>(1, seenAt, false));
        assertThat(look.latest()).contains(new Seen<>(1, seenAt, false));
        assertThat(looks).hasValue(2);

        away = false;
        clock.passes(PAUSE);
        assertThat(look.latest()).contains(new Seen<>(3, clock.instant(), true));
    }

    @Test
    void letsNobodyWaitForALookThatDoesNotEnd() {
        var look = look(Duration.ofMillis(100));
        var seenAt = clock.instant();
        Await.until(() -> look.latest().isPresent());
        frozen = true;
        clock.passes(PAUSE);

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            for (int poll = 0; poll < 64; poll++) {
                assertThat(look.latest()).contains(new Seen<>(1, seenAt, false));
            }
        });
        clock.passes(PAUSE);
        look.latest();
        assertThat(looks).hasValue(2);

        thawed.countDown();
        Await.until(() -> look.latest().filter(Seen::current).isPresent());
    }

    @Test
    void tellsWhatWasSeenAlsoWhereNoThreadIsToBeHad() {
        var look = new SharedLook<>(
                "the number",
                looks::incrementAndGet,
                clock,
                task -> {
                    throw new IllegalStateException("stopping");
                },
                PAUSE,
                Duration.ofSeconds(60));

        assertThat(look.latest()).isEmpty();
    }

    @Test
    void looksNoMoreAfterTheStop() {
        var look = look(Duration.ofSeconds(60));
        look.latest();

        look.stop();
        clock.passes(PAUSE);
        look.latest();

        assertThat(looks).hasValue(1);
    }

    private SharedLook<Integer> look(Duration patience) {
        return new SharedLook<>("the number", this::number, clock, Threads.thatRun(), PAUSE, patience);
    }

    private int number() throws Exception {
        int number = looks.incrementAndGet();
        if (frozen) {
            thawed.await();
        }
        if (away) {
            throw new SQLException("away", "08006");
        }
        return number;
    }
}
