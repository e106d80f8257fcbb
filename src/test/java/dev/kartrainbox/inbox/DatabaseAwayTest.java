package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How keeping turns to the journal, and back. */
@Timeout(60)
class DatabaseAwayTest {

    @TempDir
    Path directory;

    @Test
    void needsNoJournalWhileTheDatabaseIsThere() {
        var node = new KeepingNode(directory).started();
        var keeps = Keeps.some(10);

        node.receives(keeps);

        assertThat(node.database.kept()).isEqualTo(deliveries(keeps));
        assertThat(node.disk.created()).isEmpty();
        assertThat(node.outage.isOn()).isFalse();
    }

    @Test
    void confirmsFromTheJournalWhatTheDatabaseDoesNotConfirm() {
        var node = new KeepingNode(directory).started();
        node.databaseGoesAway();
        var keeps = Keeps.some(10);

        node.receives(keeps);

        assertThat(keeps).allSatisfy(keep -> assertThat(keep.done()).isCompletedWithValue(keep.delivery()));
        assertThat(Keeps.ids(node.journaled())).isEqualTo(Keeps.ids(keeps));
        assertThat(node.outage.isOn()).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void takesWhateverGoesWrongForUnknown(Throwable failure) {
        var node = new KeepingNode(directory, batch -> sneak(failure)).started();
        var keeps = Keeps.some(3);

        node.receives(keeps);

        assertThat(keeps).allSatisfy(keep -> assertThat(keep.done()).isCompletedWithValue(keep.delivery()));
        assertThat(Keeps.ids(node.journaled())).isEqualTo(Keeps.ids(keeps));
    }

    private static Stream<Throwable> takesWhateverGoesWrongForUnknown() {
        return Stream.of(
                new SQLException("connection lost", "08006"),
                new SQLException("shutting down", "57P01"),
                new SQLException("serialization", "40001"),
                new SQLException("disk full", "53100"),
                new SQLException("no state"),
                new IllegalStateException("no connection within a second"),
                new OutOfMemoryError("no room"));
    }

    @Test
    void asksTheDatabaseOnceAndThenNotAtEveryRequest() {
        var transactions = new AtomicInteger();
        var node = new KeepingNode(directory, batch -> transactions.incrementAndGet()).started();
        node.databaseGoesAway();
        node.receives(Keeps.some(1));
        node.databaseIsBack();
        int before = transactions.get();

        node.receives(Keeps.some(5));
        node.receives(Keeps.some(5));

        assertThat(transactions).hasValue(before);
        assertThat(node.journaled()).hasSize(11);
    }

    @Test
    void waitsForAFrozenDatabaseNoLongerThanItsPatience() throws Exception {
        var frozen = new CountDownLatch(1);
        var node = new KeepingNode(directory, batch -> await(frozen)).started();
        var keeps = Keeps.some(3);

        var begin = System.nanoTime();
        node.receives(keeps);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(Keeps.ids(node.journaled())).isEqualTo(Keeps.ids(keeps));
        frozen.countDown();
    }

    private static void await(CountDownLatch frozen) {
        try {
            frozen.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted, which closes H2's file", e);
        }
    }

    @Test
    void takesTheJournalToTheDatabaseWhenThatIsBack() {
        var node = new KeepingNode(directory).started();
        node.databaseGoesAway();
        var keeps = Keeps.some(1500);
        node.receives(keeps);
        node.upkeep.round();
        assertThat(node.database.kept()).isEmpty();

        node.databaseIsBack();
        node.upkeep.round();

        assertThat(node.database.kept().stream().map(Delivery::id).toList()).isEqualTo(Keeps.ids(keeps));
        assertThat(directory).isEmptyDirectory();
        assertThat(node.outage.isOn()).isFalse();
        assertThat(node.told.stream().mapToInt(Kept::deliveries).sum()).isEqualTo(1500);
    }

    @Test
    void givesTheDatabaseItsTurnAgain() {
        var node = new KeepingNode(directory).started();
        node.databaseGoesAway();
        node.receives(Keeps.some(1));
        node.databaseIsBack();
        node.upkeep.round();
        int segments = node.disk.created().size();
        var next = Keeps.some(1);

        node.receives(next);

        assertThat(node.database.kept()).containsAll(deliveries(next));
        assertThat(node.disk.created()).hasSize(segments);
    }

    @Test
    void keepsOnceWhatWasCommittedThoughNoAnswerArrived() {
        var node = new KeepingNode(directory).started();
        node.database.losesAnswers(1);
        var keeps = Keeps.some(5);

        node.receives(keeps);
        node.upkeep.round();

        assertThat(keeps).allSatisfy(keep -> assertThat(keep.done()).isCompletedWithValue(keep.delivery()));
        assertThat(node.database.kept().stream().map(Delivery::id).toList()).isEqualTo(Keeps.ids(keeps));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void keepsOnceWhatTheSweepCommittedThoughNoAnswerArrived() {
        var node = new KeepingNode(directory).started();
        node.databaseGoesAway();
        var keeps = Keeps.some(2000);
        node.receives(keeps);
        node.databaseIsBack();
        node.database.losesAnswers(2);

        for (int i = 0; i < 3; i++) {
            node.upkeep.round();
        }

        assertThat(node.database.kept().stream().map(Delivery::id).toList()).isEqualTo(Keeps.ids(keeps));
        assertThat(directory).isEmptyDirectory();
    }

    /** The database comes and goes, commits without saying so, and all the time a writer and the sweep are at work. */
    @Test
    void letsNothingOfALeadOvertakeWhatCameBefore() throws Exception {
        var node = new KeepingNode(directory).started();
        var all = new ArrayList<Keep>();
        var sending = new AtomicInteger(400);
        var sweeping = new Thread(() -> {
            while (sending.get() > 0) {
                node.upkeep.round();
            }
        });
        sweeping.start();

        while (sending.getAndDecrement() > 0) {
            switch (sending.get() % 10) {
                case 9 -> node.database.losesAnswers(1);
                case 6 -> node.databaseGoesAway();
                case 3 -> node.databaseIsBack();
                default -> {}
            }
            var keeps = Stream.of(1, 2, 3, 4, 5).map(Keeps::ofLead).toList();
            all.addAll(keeps);
            node.receives(keeps);
        }
        sweeping.join();
        node.databaseIsBack();
        node.upkeep.round();

        assertThat(all).allSatisfy(keep -> assertThat(keep.done()).isCompletedWithValue(keep.delivery()));
        for (int lead = 1; lead <= 5; lead++) {
            var key = "i:" + lead;
            assertThat(node.database.kept().stream()
                            .filter(delivery -> delivery.leadKey().equals(key))
                            .map(Delivery::id)
                            .toList())
                    .hasSize(400)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    @Test
    void quarantinesOnlyTheCulpritWhenItIsSwept() {
        var keeps = Keeps.some(10);
        var culprit = keeps.get(4).delivery().id();
        var node = new KeepingNode(directory, batch -> refuse(batch, culprit, false)).started();
        node.databaseGoesAway();
        node.receives(keeps);

        node.databaseIsBack();
        node.upkeep.round();

        assertThat(node.database.kept()).hasSize(10);
        assertThat(node.database.kept())
                .filteredOn(delivery -> delivery.state() == State.QUARANTINED)
                .singleElement()
                .matches(delivery -> delivery.id().equals(culprit));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void setsAsideWhatTheDatabaseRefusesInAnyForm() throws Exception {
        var keeps = Keeps.some(10);
        var culprit = keeps.get(4).delivery().id();
        var node = new KeepingNode(directory, batch -> refuse(batch, culprit, true)).started();
        node.databaseGoesAway();
        node.receives(keeps);

        node.databaseIsBack();
        node.upkeep.round();

        assertThat(node.database.kept()).hasSize(9);
        assertThat(node.journal.isInUse()).isFalse();
        var aside = node.disk.files().get(0);
        assertThat(aside.toString()).endsWith(".refused");
        try (var reader = SegmentReader.ofAll(aside)) {
            assertThat(reader.next().delivery().id()).isEqualTo(culprit);
        }
    }

    @Test
    void turnsToTheJournalInTheMiddleOfLookingForACulprit() {
        var keeps = Keeps.some(10);
        var culprit = keeps.get(2).delivery().id();
        var node = new KeepingNode(directory, batch -> {
            refuse(batch, culprit, false);
            if (batch.size() == 1 && batch.get(0) == keeps.get(5)) {
                throw new SQLException("away", "08006");
            }
        });
        keeps.forEach(node.writer::add); // so that they are one batch
        node.started().receives(List.of());
        KeepingNode.awaitAnswers(keeps);

        assertThat(node.database.kept()).hasSize(5);
        assertThat(Keeps.ids(node.journaled())).isEqualTo(Keeps.ids(keeps.subList(5, 10)));
        assertThat(keeps.get(5).delivery().state()).isEqualTo(State.RECEIVED);
    }

    @Test
    void answersNobodyWithACommitWhereNeitherDatabaseNorJournalKept() {
        var node = new KeepingNode(directory).started();
        node.databaseGoesAway();
        node.disk.hasRoomFor(0);
        var keeps = Keeps.some(3);

        node.receives(keeps);

        assertThat(keeps).allMatch(keep -> keep.done().isCompletedExceptionally());
        node.databaseIsBack();
        node.upkeep.round();
        var next = Keeps.some(1);
        node.receives(next);
        assertThat(next.get(0).done()).isCompletedWithValue(next.get(0).delivery());
    }

    @Test
    void takesMoreByItselfWhenThereIsRoomAgain() {
        var node = new KeepingNode(directory).started();
        node.databaseGoesAway();
        var first = Keeps.some(3);
        node.receives(first);
        node.diskIsShort = true;
        var refused = Keeps.some(3);
        node.receives(refused);
        node.diskIsShort = false;
        var last = Keeps.some(3);

        node.receives(last);

        assertThat(refused).allMatch(keep -> keep.done().isCompletedExceptionally());
        node.databaseIsBack();
        node.upkeep.round();
        assertThat(new HashSet<>(node.database.kept())).hasSize(6);
    }

    @Test
    void takesNothingForADatabaseOnTheSameDiskBelowTheFloor() {
        var node = new KeepingNode(directory).started();
        node.attempts.respect(new DiskFloor(directory, Long.MAX_VALUE));
        node.diskIsShort = true;
        var refused = Keeps.some(1);
        node.receives(refused);
        assertThat(refused.get(0).done()).isCompletedExceptionally();
        assertThat(node.database.kept()).isEmpty();

        node.attempts.respect(new DiskFloor(directory, 1));
        node.diskIsShort = false;
        node.upkeep.round();
        var next = Keeps.some(1);
        node.receives(next);

        assertThat(node.database.kept()).isEqualTo(deliveries(next));
    }

    @Test
    void goesOnAfterARestartWithWhatIsLeft() {
        var before = new KeepingNode(directory).started();
        before.databaseGoesAway();
        var left = Keeps.some(1000);
        before.receives(left);

        var node = before.restarted();
        node.databaseGoesAway();
        node.started();
        var next = Keeps.some(10);
        node.receives(next);
        node.databaseIsBack();
        node.upkeep.round();

        var all = new ArrayList<>(Keeps.ids(left));
        all.addAll(Keeps.ids(next));
        assertThat(node.database.kept().stream().map(Delivery::id).toList()).isEqualTo(all);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void insertsWhatIsLeftOfAnEarlierRunBeforeAnythingNew() {
        var before = new KeepingNode(directory).started();
        before.databaseGoesAway();
        var left = Keeps.some(10);
        before.receives(left);

        var node = before.restarted();
        node.writer.start(Threads.thatRun());
        var next = Keeps.some(1);
        node.receives(next); // before the upkeep has looked
        assertThat(node.database.kept()).isEmpty();
        node.upkeep.round();

        assertThat(node.database.kept().get(10).id()).isEqualTo(Keeps.ids(next).get(0));
    }

    @Test
    void keepsToTheJournalWhileTheSchemaIsUnfit() {
        var node = new KeepingNode(directory);
        node.whyUnfit = new UnfitSchemaException("version 999", null);
        node.started();
        var keeps = Keeps.some(5);

        node.receives(keeps);
        node.upkeep.round();
        assertThat(node.database.kept()).isEmpty();
        assertThat(node.outage.isOn()).isTrue();
        node.whyUnfit = null;
        node.clock.passes(Duration.ofMinutes(2));
        node.upkeep.round();

        assertThat(node.database.kept()).hasSize(5);
        assertThat(node.outage.isOn()).isFalse();
    }

    @Test
    void leavesWhatIsNotSweptWhenItStops() {
        var keeps = Keeps.some(3000);
        var transactions = new AtomicInteger();
        var sweep = new Sweep[1];
        var node = new KeepingNode(directory, batch -> {
            if (transactions.incrementAndGet() == 3) {
                sweep[0].stop();
            }
        });
        sweep[0] = node.sweep;
        node.databaseGoesAway();
        node.started().receives(keeps);
        node.databaseIsBack();

        node.upkeep.round();
        var restarted = node.restarted();
        restarted.upkeep.round();

        assertThat(node.database.kept()).hasSizeLessThan(3000);
        assertThat(restarted.database.kept().stream().map(Delivery::id).toList())
                .isEqualTo(Keeps.ids(keeps));
    }

    private static List<Delivery> deliveries(List<Keep> keeps) {
        return keeps.stream().map(Keep::delivery).toList();
    }

    private static void refuse(List<Keep> batch, UUID culprit, boolean inAnyForm) throws SQLException {
        if (batch.stream()
                .map(Keep::delivery)
                .anyMatch(delivery -> delivery.id().equals(culprit)
                        && (inAnyForm || delivery.action().isPresent()))) {
            throw new SQLException("Failing row contains (mira@example.org)", "22021");
        }
    }

    private static void sneak(Throwable failure) throws SQLException {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        throw (SQLException) failure;
    }
}
