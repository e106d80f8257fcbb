package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kartrainbox.dispatch.Work.Batch;
import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.Threads;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Lead;
import dev.kartrainbox.kartra.Notification;
import dev.kartrainbox.kartra.Tag;
import dev.kartrainbox.kartra.TagAssigned;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Claim claim = claim(1);
    private final Claim other = claim(2);
    private final Suspects suspects = new Suspects();
    private final ObserverCatalog observers = new ObserverCatalog();
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch comesBack = new CountDownLatch(1);

    WatchTest() throws NoSuchMethodException {
        observers.add("Hanging.on", new FakeObserver(KartraEvent.class, 1));
        observers.locate("Hanging.on", WatchTest.class.getDeclaredMethod("on", KartraEvent.class));
    }

    @AfterEach
    void end() {
        comesBack.countDown();
    }

    @Test
    void blamesTheDeliveryThatIsToldAndTheObserverThatHangs() throws Exception {
        watch(hand -> {
            hand.take(new Batch(List.of(claim, other)));
            hand.tell(new Opened(other, null, null, event()));
            on(event());
        });

        assertThat(failureOf(Batch.of(other)))
                .isInstanceOf(ObserverTimedOut.class)
                .hasMessage("Hanging.on did not come back in time")
                .extracting(ErrorNote::of)
                .asString()
                .startsWith("dev.kartrainbox.dispatch.ObserverTimedOut at dev.kartrainbox.dispatch.WatchTest.");
        assertThat(suspects.apart(List.of(claim, other))).containsExactly(claim);
        assertThat(failureOf(Batch.of(claim))).isNull();
    }

    @Test
    void blamesTheObserverThatIsToldByHand() throws Exception {
        var owed = new Owed(5, claim.deliveryId(), "Hanging.on", 2);

        watch(hand -> {
            hand.take(owed);
            on(event());
        });

        assertThat(failureOf(owed)).isInstanceOf(ObserverTimedOut.class);
    }

    @Test
    void blamesWhoeverIsInHandAloneWhenAnObserverHangsBeforeCompletion() throws Exception {
        watch(hand -> {
            hand.take(Batch.of(claim));
            hand.tell(new Opened(claim, null, null, event()));
            hand.told();
            on(event());
        });

        assertThat(failureOf(Batch.of(claim))).isInstanceOf(ObserverTimedOut.class);
    }

    @Test
    void suspectsAllOfABatchWhereItIsNotKnownWhoHangs() throws Exception {
        watch(hand -> {
            hand.take(new Batch(List.of(claim, other)));
            on(event());
        });

        assertThat(suspects.apart(List.of(claim, other))).containsExactly(claim);
        assertThat(suspects.apart(List.of(other, claim))).containsExactly(other);
        assertThat(failureOf(Batch.of(claim))).isNull();
    }

    @Test
    void givesUpWhatHangsInNoObserver() throws Exception {
        watch(hand -> {
            hand.take(Batch.of(claim));
            hang();
        });

        assertThat(failureOf(Batch.of(claim)))
                .isInstanceOf(HopelessException.class)
                .hasMessageStartingWith("did not come back in time, at dev.kartrainbox.dispatch.WatchTest.hang(");
    }

    @Test
    void blamesNobodyWhereNothingIsInHand() throws Exception {
        watch(hand -> hang());

        assertThat(suspects.apart(List.of(claim, other))).containsExactly(claim, other);
    }

    @Test
    void blamesNobodyWhereOurOwnStatementWaitsForTheDatabase() {
        var waiting = List.of(
                frame("java.net.SocketInputStream", "read"),
                frame("org.postgresql.core.v3.QueryExecutorImpl", "execute"),
                frame("org.jboss.jca.adapters.jdbc.WrappedPreparedStatement", "executeQuery"),
                frame("dev.kartrainbox.dispatch.Telling", "flush"));
        var ours = new Hang("worker", Batch.of(claim), null, waiting);
        var owed = new Hang("worker", new Owed(5, claim.deliveryId(), "Hanging.on", 0), null, waiting);

        assertThat(ours.waitsForDatabase()).isTrue();
        assertThat(ours.observer(observers)).isEmpty();
        assertThat(owed.observer(observers)).isEmpty();
    }

    @Test
    void leavesWhatWaitsForTheDatabaseInNoObserverToBeToldAgain() throws Exception {
        var url = "jdbc:h2:mem:waits;LOCK_TIMEOUT=60000";
        try (var holder = DriverManager.getConnection(url);
                var hold = holder.createStatement()) {
            hold.execute("create table lane (id integer primary key)");
            hold.execute("insert into lane values (1)");
            holder.setAutoCommit(false);
            hold.executeQuery("select * from lane for update");
            var hands = new LinkedBlockingQueue<Hand>();
            var crew = crew(hand -> {
                hand.take(Batch.of(claim));
                hands.add(hand);
                waitForLane(url);
            });
            var hand = hands.take();
            while (!hand.look().waitsForDatabase()) {
                Thread.onSpinWait();
            }

            look(crew);

            assertThat(hand.isWrittenOff()).isTrue();
            assertThat(failureOf(Batch.of(claim))).isNull();
            assertThat(suspects.apart(List.of(other, claim))).containsExactly(other, claim);
            holder.rollback();
            assertThat(hand.hasEndedWithin(LIMIT)).isTrue();
        }
    }

    private static void waitForLane(String url) {
        try (var connection = DriverManager.getConnection(url);
                var lock = connection.createStatement()) {
            lock.executeQuery("select * from lane for update");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void doesNotExcuseAnObserverByADatabaseThatOnlyCalledIt() {
        var hang = new Hang(
                "worker",
                Batch.of(claim),
                null,
                List.of(
                        frame("java.lang.Thread", "sleep"),
                        frame("com.example.Sleeper", "run"),
                        frame("org.h2.Driver", "connect")));

        assertThat(hang.waitsForDatabase()).isFalse();
    }

    @Test
    void goesOnWhereNobodyHangs() throws Exception {
        var crew = crew(hand -> {
            hand.take(Batch.of(claim));
            hand.letGo();
            hang();
        });
        hangs.await();

        look(crew);

        assertThat(suspects.apart(List.of(claim))).containsExactly(claim);
        assertThat(crew.end(Duration.ofMillis(1))).noneMatch(Hand::isWrittenOff);
    }

    @Test
    void looksUntilItIsOver() throws Exception {
        var watch = new Watch(crew(hand -> {}), observers, suspects, LIMIT);
        var watching = new Thread(watch);
        watching.start();

        watch.end();

        watching.join(LIMIT.toMillis());
        assertThat(watching.isAlive()).isFalse();
    }

    private void watch(Consumer<Hand> work) throws InterruptedException {
        var crew = crew(work);
        hangs.await();
        look(crew);
        assertThat(crew.end(Duration.ofMillis(1))).anyMatch(Hand::isWrittenOff);
    }

    private void look(Crew crew) {
        new Watch(crew, observers, suspects, LIMIT)
                .look(System.nanoTime() + LIMIT.plusSeconds(1).toNanos());
    }

    private Crew crew(Consumer<Hand> work) {
        var crew = new Crew(Node.settings(1, 4), InHandFile.inMemory(1), Threads.thatRun(), hand -> () -> {
            hand.begin();
            work.accept(hand);
        });
        crew.fill();
        return crew;
    }

    /** The observer. */
    void on(KartraEvent event) {
        hang();
    }

    private void hang() {
        hangs.countDown();
        try {
            comesBack.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Throwable failureOf(Work work) {
        return catchThrowable(() -> suspects.check(work));
    }

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, null, 1);
    }

    private static KartraEvent event() {
        return new TagAssigned(
                Notification.of(
                        new Envelope(new UUID(0, 1), Instant.EPOCH, 1, false), "assign_tag", new Lead("i:1", 1L, null)),
                new Tag(5L, "A"));
    }

    private static Claim claim(int id) {
        return new Claim(new UUID(0, id), 5, "i:" + id, false, false, false);
    }
}
