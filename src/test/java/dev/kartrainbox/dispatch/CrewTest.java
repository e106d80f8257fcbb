package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.dispatch.Work.Batch;
import dev.kartrainbox.inbox.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Claim CLAIM = new Claim(new UUID(0, 1), 5, "i:7", false, false, false);

    private final BlockingQueue<Hand> hanging = new LinkedBlockingQueue<>();
    private final CountDownLatch comesBack = new CountDownLatch(1);

    @AfterEach
    void end() {
        comesBack.countDown();
    }

    @Test
    void isAsManyWorkersAsAreSet() throws Exception {
        var crew = crew(3, 20);

        crew.fill();
        crew.fill();

        assertThat(started(3)).extracting(Hand::slot).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(hanging).isEmpty();
    }

    @Test
    void replacesWhoeverIsWrittenOffAndGivesTheSlotOn() throws Exception {
        var crew = crew(2, 20);
        crew.fill();
        started(2);

        assertThat(crew.writeOffBeyond(LIMIT, later()))
                .extracting(Hang::worker)
                .containsExactly("kartra-inbox-worker-1", "kartra-inbox-worker-2");
        assertThat(crew.writeOffBeyond(LIMIT, later())).isEmpty();
        crew.fill();

        assertThat(started(2)).extracting(Hand::slot).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void doesNotReplaceMoreThanThePoolHasConnectionsFor() throws Exception {
        var crew = crew(1, 6); // two of them for threads that hang
        for (int hang = 0; hang < 3; hang++) {
            crew.fill();
            started(1);
            assertThat(crew.writeOffBeyond(LIMIT, later())).hasSize(1);
        }

        crew.fill();

        assertThat(hanging.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(crew.end(Duration.ZERO)).hasSize(3);
    }

    @Test
    void isFilledUpAgainWhenOneComesBack() throws Exception {
        var crew = crew(1, 4);
        crew.fill();
        var hung = started(1).get(0);
        crew.writeOffBeyond(LIMIT, later());
        crew.fill();
        assertThat(hanging.poll(100, TimeUnit.MILLISECONDS)).isNull();

        comesBack.countDown();
        assertThat(hung.hasEndedWithin(LIMIT)).isTrue();
        crew.fill();

        assertThat(started(1)).hasSize(1);
    }

    @Test
    void endsWithoutWaitingForThoseThatHang() throws Exception {
        var crew = crew(1, 20);
        crew.fill();
        started(1);
        crew.writeOffBeyond(LIMIT, later());
        crew.fill();
        started(1);

        long begin = System.nanoTime();
        var left = crew.end(Duration.ofMillis(50));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(45), LIMIT.dividedBy(2));
        assertThat(left).extracting(hand -> hand.look().work()).containsExactly(Batch.of(CLAIM), Batch.of(CLAIM));
        crew.fill();
        assertThat(hanging.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void leavesNobodyBehindWhereAllEnd() throws Exception {
        var crew = crew(2, 20);
        crew.fill();
        started(2);
        comesBack.countDown();

        assertThat(crew.end(LIMIT)).isEmpty();
    }

    /** Whose workers hang until they are let go. */
    private Crew crew(int workers, int pool) {
        return new Crew(Node.settings(workers, pool), InHandFile.inMemory(workers), Threads.thatRun(), hand -> () -> {
            hand.begin();
            hand.take(Batch.of(CLAIM));
            hanging.add(hand);
            try {
                comesBack.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private List<Hand> started(int workers) throws InterruptedException {
        var started = new ArrayList<Hand>();
        while (started.size() < workers) {
            started.add(hanging.take());
        }
        return started;
    }

    private static long later() {
        return System.nanoTime() + LIMIT.plusSeconds(1).toNanos();
    }
}
