package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Lane;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final int LANE = Lane.of("i:7");

    private static InMemoryDatabase database;

    private final Ids ids = new Ids();
    private Node node;

    @BeforeAll
    static void migrate() {
        database = InMemoryDatabase.migrated();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void open() {
        node = new Node(database, event -> {});
    }

    @AfterEach
    void forget() {
        node.entityManager.close();
        database.forget();
    }

    @Test
    void putATaskOff() {
        var id = owing(1);

        note(new Owed(LANE, id, "A.on", 1), new IllegalStateException("for mira@example.org"));

        assertThat(database.rows("select state, last_error from delivery"))
                .singleElement()
                .asString()
                .startsWith("RETRYING|A.on: java.lang.IllegalStateException at dev.kartrainbox.dispatch.FailuresTest.")
                .doesNotContain("mira@example.org");
        assertThat(database.rows("select attempts, state from observer_task")).containsExactly("2|OPEN");
        assertThat(dueAt()).isBetween(NOON.plusSeconds(48), NOON.plusSeconds(72));
    }

    @Test
    void parkATaskAfterItsLastAttempt() {
        var id = owing(7);

        note(new Owed(LANE, id, "A.on", 7), new IllegalStateException("for mira@example.org"));

        assertThat(database.rows("select state, last_error from delivery"))
                .singleElement()
                .asString()
                .startsWith("PARKED|A.on: java.lang.IllegalStateException at ")
                .doesNotContain("mira@example.org");
        assertThat(database.rows("select state, attempts from observer_task")).containsExactly("PARKED|8");
    }

    @Test
    void costNoAttemptWhereItIsNobodysFault() {
        var id = owing(7);

        note(new Owed(LANE, id, "A.on", 7), new IllegalStateException(new SQLException("deadlock", "40P01")));
        note(new Owed(LANE, id, "A.on", 7), new IllegalStateException(new SQLException("gone", "08006")));
        note(new Owed(LANE, id, "A.on", 7), new IllegalStateException(new SQLException("shut down", "57P01")));

        assertThat(database.rows("select state, attempts from observer_task")).containsExactly("OPEN|7");
        assertThat(dueAt()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void giveATaskAsManyAttemptsAsIsSet() {
        node.givesUpAfter(1);
        var id = owing(0);

        note(new Owed(LANE, id, "A.on", 0), new IllegalStateException());

        assertThat(database.rows("select state from observer_task")).containsExactly("PARKED");
    }

    @Test
    void areNotNotedWhereSomebodyElseWentOn() {
        var id = owing(3);

        note(new Owed(LANE, id, "A.on", 2), new IllegalStateException());
        note(new Owed(LANE, id, "A.on", 7), new IllegalStateException());

        assertThat(database.rows("select state, last_error from delivery")).containsExactly("RECEIVED|-");
        assertThat(database.rows("select attempts from observer_task")).containsExactly("3");
    }

    @Test
    void areNotNotedWhereTheTaskIsDone() {
        var id = owing(0);
        database.execute("delete from observer_task");
        database.execute("update delivery set state = 'PROCESSED'");

        note(new Owed(LANE, id, "A.on", 0), new IllegalStateException());
        note(new Owed(LANE, id, "A.on", 7), new IllegalStateException());

        assertThat(database.rows("select state, last_error from delivery")).containsExactly("PROCESSED|-");
    }

    @Test
    void leaveADeliveryParkedWhereAnotherObserverGaveUp() {
        var id = owing(1);
        database.execute("update delivery set state = 'PARKED', last_error = 'B.on: gave up'");

        note(new Owed(LANE, id, "A.on", 1), new IllegalStateException());

        assertThat(database.rows("select state, last_error from delivery")).containsExactly("PARKED|B.on: gave up");
    }

    private void note(Owed owed, Throwable failure) {
        node.failures.note(owed, failure);
    }

    private UUID owing(int attempts) {
        var contents = new Contents("assign_tag", 7L, null, "i:7", false, null);
        var id = database.keeps(ids.next(), NOON, contents, new byte[1]).id();
        database.execute(
                "insert into observer_task (delivery_id, observer, lane, lead_key, priority, attempts, due_at, state, replayed, released) values ('%s', 'A.on', %d, 'i:7', 1, %d, '%s', 'OPEN', false, false)"
                        .formatted(id, LANE, attempts, NOON));
        return id;
    }

    private static Instant dueAt() {
        var time = database.rows("select due_at at time zone 'UTC' from observer_task")
                .get(0);
        return OffsetDateTime.parse(time.replace(' ', 'T') + ":00").toInstant();
    }
}
