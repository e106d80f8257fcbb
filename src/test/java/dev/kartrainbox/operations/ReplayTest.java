package dev.kartrainbox.operations;

import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Lane;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

    private static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final Replay replay = new Replay();
    private EntityManager entityManager;

    @BeforeEach
    void open() {
        entityManager = database.entityManager();
        replay.entityManager = entityManager;
        replay.clock = Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC);
        replay.audit = AuditOf.somebody("mira", entityManager, replay.clock);
    }

    @AfterEach
    void close() {
        entityManager.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROCESSED", "PARKED", "QUARANTINED"})
    void queuesADeliveryThatIsDoneInItsLane(String state) {
        var id = keep();
        database.execute("delete from queue");
        database.execute("update delivery set state = '%s'".formatted(state));

        var replayed = replay(id);

        assertThat(replayed).map(Delivery::id).contains(id);
        assertThat(database.rows("select state from delivery")).containsExactly("RECEIVED");
        assertThat(database.rows("select delivery_id, lane, lead_key, due_at at time zone 'UTC', replayed from queue"))
                .containsExactly(id + "|" + Lane.of("i:7") + "|i:7|2026-04-20 12:01:00+00|TRUE");
    }

    @Test
    void hurriesADeliveryThatIsNotDueYet() {
        var id = keep();
        database.execute("update queue set due_at = '2026-04-21 12:00:00+00'");

        replay(id);

        assertThat(database.rows("select delivery_id, due_at at time zone 'UTC', replayed from queue"))
                .containsExactly(id + "|2026-04-20 12:01:00+00|TRUE");
    }

    @Test
    void knowsNoOtherDelivery() {
        keep();

        assertThat(replay(UUID.randomUUID())).isEmpty();
        assertThat(database.rows("select count(*) from queue")).containsExactly("1");
    }

    @Test
    void leavesADeliveryParkedUntilTheLastObserverThatGaveUpIsReplayed() {
        var id = keep();
        database.execute("update delivery set state = 'PARKED'");
        park(id, "A.on");
        park(id, "B.on");

        assertThat(replayObserver(id, "A.on")).isTrue();
        assertThat(database.rows("select state from delivery")).containsExactly("PARKED");

        assertThat(replayObserver(id, "B.on")).isTrue();
        assertThat(database.rows("select state from delivery")).containsExactly("RETRYING");
        assertThat(database.rows("select distinct state, attempts, replayed from observer_task"))
                .containsExactly("OPEN|0|TRUE");
    }

    private boolean replayObserver(UUID id, String observer) {
        return inTransaction(entityManager, () -> replay.observer(id, observer));
    }

    private void park(UUID id, String observer) {
        database.execute(
                "insert into observer_task (delivery_id, observer, lane, lead_key, priority, attempts, due_at, state, replayed, released) values ('%s', '%s', %d, 'i:7', 1, 8, '%s', 'PARKED', false, false)"
                        .formatted(id, observer, Lane.of("i:7"), NOON));
    }

    private Optional<Delivery> replay(UUID id) {
        return inTransaction(entityManager, () -> replay.delivery(id));
    }

    private UUID keep() {
        var contents = new Contents("assign_tag", 7L, null, "i:7", false, null);
        return database.keeps(new Ids().next(), NOON, contents, new byte[1]).id();
    }
}
