package dev.kartrainbox.dispatch;

import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Queued;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
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

        assertThat(lock(0)).hasValue(7);
        assertThat(lock(7)).hasValue(7);
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
        var other = database.entityManager();
        var others = new Lanes();
        others.entityManager = other;
        other.getTransaction().begin();

        assertThat(others.lockNext(0, NOW)).hasValue(7);
        assertThat(lock(0)).isEmpty();

        other.getTransaction().rollback();
        assertThat(lock(0)).hasValue(7);
        other.close();
    }

    @Test
    void passesOverLanesThatSomebodyElseWorksOn() {
        queue(FIRST, 7, "i:1", NOW);
        queue(SECOND, 8, "i:2", NOW);
        queue(THIRD, 9, "i:3", NOW);
        var other = database.entityManager();
        var others = new Lanes();
        others.entityManager = other;
        other.getTransaction().begin();

        assertThat(others.lockNext(8, NOW)).hasValue(8);
        assertThat(dueAfter(7, 50)).containsExactly(THIRD);

        other.getTransaction().rollback();
        assertThat(dueAfter(7, 50)).containsExactly(SECOND, THIRD);
        other.close();
    }

    @Test
    void holdsLaterDeliveriesOfALeadBehindOneThatWaitsOnOtherLanesToo() {
        queue(FIRST, 8, "i:1", NOW.plusSeconds(60));
        queue(SECOND, 8, "i:1", NOW);
        queue(THIRD, 8, "i:2", NOW);

        assertThat(dueAfter(7, 50)).containsExactly(THIRD);
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
        queue(FIRST, 7, "i:1", NOW.plusSeconds(60));
        for (int i = 0; i < 120; i++) {
            queue(new UUID(2, i), 7, "i:1", NOW);
        }
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

        assertThat(lock(0)).hasValue(7);
        assertThat(lock(8)).isEmpty();
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
        return inTransaction(
                entityManager,
                () -> lanes.due(lane, NOW, most).stream()
                        .map(Queued::deliveryId)
                        .toList());
    }

    private List<UUID> dueAfter(int lane, int most) {
        return inTransaction(
                entityManager,
                () -> lanes.dueAfter(lane, NOW, most).stream()
                        .map(Queued::deliveryId)
                        .toList());
    }

    private void task(UUID id, String observer, int lane, String leadKey, String state, Instant dueAt) {
        database.execute(
                "insert into observer_task (delivery_id, observer, lane, lead_key, priority, attempts, due_at, state, replayed, released) values ('%s', '%s', %d, '%s', 1, 1, '%s', '%s', false, false)"
                        .formatted(id, observer, lane, leadKey, dueAt, state));
    }

    private OptionalInt lock(int from) {
        return inTransaction(entityManager, () -> lanes.lockNext(from, NOW));
    }

    private Optional<UUID> oldestDue(int lane) {
        return due(lane, 1).stream().findFirst();
    }

    private void queue(UUID id, int lane, String leadKey, Instant dueAt) {
        database.execute(
                "insert into queue (delivery_id, lane, lead_key, due_at, replayed) values ('%s', %d, '%s', '%s', false)"
                        .formatted(id, lane, leadKey, dueAt));
    }
}
