package dev.kartrainbox.dispatch;

import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Queued;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final Instant NOW = Instant.parse("2026-04-20T12:00:00Z");
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);
    private static final UUID THIRD = new UUID(1, 3);

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final EntityManager entityManager = database.entityManager();
    private final Lanes lanes = new Lanes();

    LanesTest() {
        lanes.entityManager = entityManager;
    }

    @AfterEach
    void close() {
        entityManager.close();
        database.close();
    }

    @Test
    void findsALaneThatHasSomethingDue() {
        queue(FIRST, 7, "i:1", NOW);

        assertThat(lock(0)).containsExactly(7);
        assertThat(lock(7)).containsExactly(7);
        assertThat(lock(8)).isEmpty();
    }

    @Test
    void findsNoLaneWhereAllIsDueLater() {
        queue(FIRST, 7, "i:1", NOW.plusSeconds(1));

        assertThat(lock(0)).isEmpty();
    }

    @Test
    void skipsALaneThatSomebodyElseWorksOn() {
        queue(FIRST, 7, "i:1", NOW);

        whileOthersLock(0, 50, List.of(7), () -> assertThat(lock(0)).isEmpty());

        assertThat(lock(0)).containsExactly(7);
    }

    @Test
    void passesOverLanesThatSomebodyElseWorksOn() {
        queue(FIRST, 7, "i:1", NOW);
        queue(SECOND, 8, "i:2", NOW);
        queue(THIRD, 9, "i:3", NOW);

        whileOthersLock(8, 1, List.of(8), () -> assertThat(lock(0)).containsExactly(7, 9));

        assertThat(lock(0)).containsExactly(7, 8, 9);
    }

    @Test
    void goesOnBehindLanesThatSomebodyElseWorksOn() {
        IntStream.rangeClosed(1, 20).forEach(lane -> queue(new UUID(1, lane), lane, "i:" + lane, NOW));

        whileOthersLock(
                0,
                50,
                IntStream.rangeClosed(1, 16).boxed().toList(),
                () -> assertThat(lock(0)).containsExactly(17, 18, 19, 20));
    }

    @Test
    void leavesALaneToItselfOfWhichOnlyAPartWouldFit() {
        queue(FIRST, 7, "i:1", NOW);
        queue(SECOND, 8, "i:2", NOW);
        queue(THIRD, 8, "i:2", NOW);

        assertThat(lockDue(0, 2)).containsExactly(7);
        assertThat(lockDue(0, 4)).containsExactly(7, 8);
        assertThat(lockDue(8, 1)).containsExactly(8);
    }

    @Test
    void takesWhatIsDueOfSeveralLanes() {
        queue(FIRST, 8, "i:1", NOW.plusSeconds(60));
        queue(SECOND, 8, "i:1", NOW);
        queue(THIRD, 8, "i:2", NOW);
        queue(new UUID(1, 4), 9, "i:3", NOW);

        assertThat(due(List.of(8, 9), 50)).containsExactly(THIRD, new UUID(1, 4));
        assertThat(due(List.of(8, 9), 1)).containsExactly(THIRD);
        assertThat(due(List.of(9), 50)).containsExactly(new UUID(1, 4));
    }

    @Test
    void looksBehindMoreHeldDeliveriesThanAPageHasOnSeveralLanesToo() {
        queueMoreHeldThanAPageHas(8);
        queue(new UUID(3, 1), 8, "i:2", NOW);
        queue(new UUID(3, 2), 9, "i:3", NOW);

        assertThat(due(List.of(8, 9), 50)).containsExactly(new UUID(3, 1), new UUID(3, 2));
    }

    @Test
    void takesTheOldestThatIsDue() {
        queue(SECOND, 7, "i:2", NOW);
        queue(FIRST, 7, "i:1", NOW);

        assertThat(oldestDue(7)).hasValue(FIRST);
        assertThat(oldestDue(8)).isEmpty();
    }

    @Test
    void holdsLaterDeliveriesOfALeadBehindOneThatWaitsAndLetsOtherLeadsGoOn() {
        queue(FIRST, 7, "i:1", NOW.plusSeconds(60));
        queue(SECOND, 7, "i:1", NOW);

        assertThat(oldestDue(7)).isEmpty();

        queue(THIRD, 7, "i:2", NOW);
        assertThat(oldestDue(7)).hasValue(THIRD);
    }

    @Test
    void looksBehindMoreHeldDeliveriesThanAPageHas() {
        queueMoreHeldThanAPageHas(7);
        queue(new UUID(3, 1), 7, "i:2", NOW);

        assertThat(oldestDue(7)).hasValue(new UUID(3, 1));
    }

    @Test
    void takesSeveralInTheOrderOfReceipt() {
        queue(THIRD, 7, "i:1", NOW);
        queue(FIRST, 7, "i:1", NOW);
        queue(SECOND, 7, "i:2", NOW);

        assertThat(due(7, 50)).containsExactly(FIRST, SECOND, THIRD);
        assertThat(due(7, 2)).containsExactly(FIRST, SECOND);
    }

    @Test
    void findsALaneOnWhichAnObserverOwesSomethingThatIsDue() {
        task(FIRST, "A.on", 7, "i:1", "OPEN", NOW);
        task(FIRST, "B.on", 8, "i:2", "OPEN", NOW.plusSeconds(1));
        task(FIRST, "C.on", 9, "i:3", "PARKED", NOW);

        assertThat(lockOwing(0)).containsExactly(7);
        assertThat(lockOwing(8)).isEmpty();
    }

    @Test
    void holdsWhatAnObserverOwesALeadBehindWhatItOwesFromBefore() {
        task(FIRST, "A.on", 7, "i:1", "OPEN", NOW.plusSeconds(60));
        task(SECOND, "A.on", 7, "i:1", "OPEN", NOW);
        assertThat(owed(7)).isEmpty();

        task(SECOND, "B.on", 7, "i:1", "OPEN", NOW);
        assertThat(owed(7)).hasValue("B.on");

        database.execute("update observer_task set state = 'PARKED' where delivery_id = '%s'".formatted(FIRST));
        assertThat(owed(7)).hasValue("A.on");
    }

    @Test
    void takesWhatTheMirrorOwesBeforeWhatOthersDo() {
        task(FIRST, "Theirs.on", 7, "i:1", "OPEN", NOW);
        task(SECOND, "Mirror.on", 7, "i:2", "OPEN", NOW);
        database.execute("update observer_task set priority = 2000 where observer = 'Theirs.on'");

        assertThat(owed(7)).hasValue("Mirror.on");
    }

    @Test
    void locksAgainWhatNobodyElseWentOnWith() {
        queue(FIRST, 7, "i:1", NOW);
        queue(SECOND, 7, "i:1", NOW);

        assertThat(lockedAgain(claim(FIRST))).isTrue();
        assertThat(lockedAgain(claim(THIRD))).isFalse();
        assertThat(lockedAgain(claim(SECOND)))
                .as("an older one of its lead is left")
                .isFalse();
    }

    @Test
    void doNotLockAgainWhatAnOperatorWantsOtherwiseMeanwhile() {
        queue(FIRST, 7, "i:1", NOW);
        database.execute("update queue set released = true");

        assertThat(lockedAgain(claim(FIRST))).isFalse();
    }

    @Test
    void knowWhatStillWaitsOrIsOwedSomething() {
        queue(FIRST, 7, "i:1", NOW.plusSeconds(9));
        task(SECOND, "A.on", 7, "i:2", "OPEN", NOW.plusSeconds(9));
        task(THIRD, "A.on", 7, "i:3", "PARKED", NOW);

        assertThat(lanes.isUnfinished(FIRST)).isTrue();
        assertThat(lanes.isUnfinished(SECOND)).isTrue();
        assertThat(lanes.isUnfinished(THIRD)).isFalse();
    }

    private static Claim claim(UUID id) {
        return new Claim(id, 7, "i:1", false, false, false);
    }

    private boolean lockedAgain(Claim claim) {
        return inTransaction(entityManager, () -> lanes.lockAgain(claim).isPresent());
    }

    private Optional<String> owed(int lane) {
        entityManager.clear();
        return inTransaction(entityManager, () -> lanes.owed(lane, NOW).map(ObserverTask::observer));
    }

    private List<UUID> due(int lane, int most) {
        return due(List.of(lane), most);
    }

    private List<UUID> due(List<Integer> of, int most) {
        return inTransaction(
                entityManager,
                () -> lanes.due(of, NOW, most).stream().map(Queued::deliveryId).toList());
    }

    private void task(UUID id, String observer, int lane, String leadKey, String state, Instant dueAt) {
        database.execute(
                "insert into observer_task (delivery_id, observer, lane, lead_key, priority, attempts, due_at, state, replayed, released) values ('%s', '%s', %d, '%s', 1, 1, '%s', '%s', false, false)"
                        .formatted(id, observer, lane, leadKey, dueAt, state));
    }

    private void whileOthersLock(int from, int most, List<Integer> locked, Runnable meanwhile) {
        var other = database.entityManager();
        var others = new Lanes();
        others.entityManager = other;
        other.getTransaction().begin();
        assertThat(others.lockDue(from, NOW, most)).isEqualTo(locked);
        meanwhile.run();
        other.getTransaction().rollback();
        other.close();
    }

    private List<Integer> lock(int from) {
        return lockDue(from, 50);
    }

    private List<Integer> lockDue(int from, int most) {
        return inTransaction(entityManager, () -> lanes.lockDue(from, NOW, most));
    }

    private List<Integer> lockOwing(int from) {
        return inTransaction(entityManager, () -> lanes.lockOwing(from, NOW));
    }

    private Optional<UUID> oldestDue(int lane) {
        return due(lane, 1).stream().findFirst();
    }

    private void queueMoreHeldThanAPageHas(int lane) {
        queue(FIRST, lane, "i:1", NOW.plusSeconds(60));
        for (int i = 0; i < 120; i++) {
            queue(new UUID(2, i), lane, "i:1", NOW);
        }
    }

    private void queue(UUID id, int lane, String leadKey, Instant dueAt) {
        database.execute(
                "insert into queue (delivery_id, lane, lead_key, due_at, replayed) values ('%s', %d, '%s', '%s', false)"
                        .formatted(id, lane, leadKey, dueAt));
    }
}
