package dev.kartrainbox.dispatch;

import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Queued;
import jakarta.persistence.EntityManager;
import java.time.Instant;
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

        assertThat(others.lock(0, NOW)).hasValue(7);
        assertThat(lock(0)).isEmpty();

        other.getTransaction().rollback();
        assertThat(lock(0)).hasValue(7);
        other.close();
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
    void postponesOnlyWhatNobodyElseWentOnWith() {
        queue(FIRST, 7, "i:1", NOW);
        var claim = new Claim(FIRST, 7, 0, false);

        assertThat(inTransaction(entityManager, () -> lanes.postpone(claim, NOW.plusSeconds(9))))
                .isTrue();
        assertThat(inTransaction(entityManager, () -> lanes.postpone(claim, NOW.plusSeconds(99))))
                .isFalse();

        assertThat(database.rows("select attempts, due_at at time zone 'UTC' from queue"))
                .containsExactly("1|2026-04-20 12:00:09+00");
    }

    @Test
    void givesUpOnlyWhatNobodyElseWentOnWith() {
        queue(FIRST, 7, "i:1", NOW);

        assertThat(inTransaction(entityManager, () -> lanes.giveUp(new Claim(FIRST, 7, 5, false))))
                .isFalse();
        assertThat(database.rows("select count(*) from queue")).containsExactly("1");
        assertThat(inTransaction(entityManager, () -> lanes.giveUp(new Claim(FIRST, 7, 0, false))))
                .isTrue();
        assertThat(database.rows("select count(*) from queue")).containsExactly("0");
    }

    private OptionalInt lock(int from) {
        return inTransaction(entityManager, () -> lanes.lock(from, NOW));
    }

    private Optional<UUID> oldestDue(int lane) {
        return inTransaction(entityManager, () -> lanes.oldestDue(lane, NOW).map(Queued::deliveryId));
    }

    private void queue(UUID id, int lane, String leadKey, Instant dueAt) {
        database.execute(
                "insert into queue (delivery_id, lane, lead_key, due_at, attempts, replayed) values ('%s', %d, '%s', '%s', 0, false)"
                        .formatted(id, lane, leadKey, dueAt));
    }
}
