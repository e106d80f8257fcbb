package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.KartraEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A worker fails, and its lane is free between the rollback and what it does about that; it stands still there while another
 * one goes on with the same delivery.
 */
@Timeout(60)
class RacesTest {

    private static InMemoryDatabase database;

    private final Ids ids = new Ids();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CountDownLatch rolledBack = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Node failing;
    private Node other;
    private FakeObserver itsObserver;
    private FakeObserver othersObserver;

    @BeforeAll
    static void migrate() {
        database = InMemoryDatabase.migrated();
        database.execute("create table effect (delivery_id uuid)");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void open() {
        failing = new Node(database, event -> {});
        itsObserver = failing.observer("Observer.on", KartraEvent.class, 1);
        itsObserver.work = event -> {
            writeEffect(failing, event);
            throw new IllegalStateException("of an observer");
        };
        other = new Node(database, event -> {});
        othersObserver = other.observer("Observer.on", KartraEvent.class, 1);
        othersObserver.work = event -> writeEffect(other, event);
    }

    @AfterEach
    void forget() {
        threads.shutdownNow();
        failing.entityManager.close();
        other.entityManager.close();
        database.forget();
    }

    @Test
    void nobodyIsToldOfABatchAgainThatSomebodyElseFinished() throws Exception {
        keep("assign_tag");
        keep("unassign_tag");
        failing.narrowing.telling = new PausingTelling(true);

        finishBetweenRollbackAndNote();

        assertDoneOnce(2);
    }

    @Test
    void noTaskIsMadeOfADeliveryThatSomebodyElseFinished() throws Exception {
        keep("assign_tag");
        failing.narrowing.telling = new PausingTelling(false);

        finishBetweenRollbackAndNote();

        assertDoneOnce(1);
    }

    @Test
    void noTaskIsMadeOfADeliveryOfABatchThatSomebodyElseFinished() throws Exception {
        keep("assign_tag");
        keep("unassign_tag");
        failing.narrowing.telling = new PausingTelling(false);

        finishBetweenRollbackAndNote();

        assertDoneOnce(2);
    }

    @Test
    void noFailureIsNotedOfATaskThatSomebodyElseSettled() throws Exception {
        keep("assign_tag");
        failing.step(); // it failed, and the observer has a task now
        failing.narrowing.failures = new PausingFailures();

        finishBetweenRollbackAndNote();

        assertDoneOnce(1);
    }

    @Test
    void aDeliveryIsWaitedForThatSomebodyElseHasInHand() throws Exception {
        keep("assign_tag");
        failing.narrowing.telling = new PausingTelling(false);

        goOnWhileTheOtherHasItInHand();

        assertDoneOnce(1);
    }

    @Test
    void aTaskIsWaitedForThatSomebodyElseHasInHand() throws Exception {
        keep("assign_tag");
        failing.step();
        failing.narrowing.failures = new PausingFailures();

        goOnWhileTheOtherHasItInHand();

        assertDoneOnce(1);
    }

    private void finishBetweenRollbackAndNote() throws Exception {
        var failure = threads.submit(failing::step);
        rolledBack.await();

        other.work();
        itsObserver.work = event -> writeEffect(failing, event); // told now, it would do everything twice
        goOn.countDown();

        failure.get();
    }

    private void goOnWhileTheOtherHasItInHand() throws Exception {
        var inHand = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        othersObserver.work = event -> {
            writeEffect(other, event);
            inHand.countDown();
            await(finish);
        };
        var failure = threads.submit(failing::step);
        rolledBack.await();
        Future<?> success = threads.submit(other::work);
        inHand.await();

        goOn.countDown();
        while (database.rows("select session_id from information_schema.sessions where blocker_id is not null")
                .isEmpty()) {
            assertThat(failure).as("waits for the other").isNotDone();
            Thread.onSpinWait();
        }
        finish.countDown();

        success.get();
        failure.get();
    }

    private void assertDoneOnce(int deliveries) {
        assertThat(othersObserver.told).hasSize(deliveries);
        assertThat(itsObserver.told).as("not even in vain").isEmpty();
        assertThat(database.rows("select delivery_id from effect"))
                .hasSize(deliveries)
                .doesNotHaveDuplicates();
        assertThat(database.rows("select distinct state, last_error from delivery"))
                .containsExactly("PROCESSED|-");
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
        assertThat(database.rows("select delivery_id from observer_task")).isEmpty();
    }

    private static void writeEffect(Node node, KartraEvent event) {
        node.entityManager
                .createNativeQuery("insert into effect values (?1)")
                .setParameter(1, event.envelope().deliveryId())
                .executeUpdate();
    }

    private void keep(String action) {
        var body = "{\"lead\":{\"id\":7},\"action\":\"%s\"}".formatted(action).getBytes(StandardCharsets.UTF_8);
        database.keeps(ids.next(), NOON, FirstLook.at(body, null), body);
    }

    private void pause() {
        rolledBack.countDown();
        await(goOn);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stands still before it tells deliveries of a batch alone, or before it makes tasks. */
    private final class PausingTelling extends Telling {

        private final boolean beforeAlone;

        PausingTelling(boolean beforeAlone) {
            this.beforeAlone = beforeAlone;
        }

        @Override
        public void alone(Claim claim) {
            if (beforeAlone) {
                pause();
            }
            failing.telling.alone(claim);
        }

        @Override
        public void isolate(Claim claim, Throwable failure) {
            if (!beforeAlone) {
                pause();
            }
            failing.telling.isolate(claim, failure);
        }

        @Override
        public void giveUp(Claim claim, String error) {
            throw new AssertionError("there is nothing to give up: " + error);
        }
    }

    private final class PausingFailures extends Failures {

        @Override
        public void note(Owed owed, Throwable failure) {
            pause();
            failing.failures.note(owed, failure);
        }
    }
}
