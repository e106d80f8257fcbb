package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Lane;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailuresTest {

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
    void putADeliveryOff() {
        var id = keep();

        note(new Claim(id, Lane.of("i:7"), 0, false));

        assertThat(database.rows("select state, last_error from delivery"))
                .singleElement()
                .asString()
                .startsWith("RETRYING|java.lang.IllegalStateException at dev.kartrainbox.dispatch.FailuresTest.")
                .doesNotContain("mira@example.org");
        assertThat(database.rows("select attempts from queue")).containsExactly("1");
        assertThat(dueAt()).isBetween(NOON.plusSeconds(12), NOON.plusSeconds(18));
    }

    @Test
    void parkADeliveryAfterItsLastAttempt() {
        var id = keep();
        database.execute("update queue set attempts = 7");

        note(new Claim(id, Lane.of("i:7"), 7, false));

        assertThat(database.rows("select state, last_error from delivery"))
                .singleElement()
                .asString()
                .startsWith("PARKED|java.lang.IllegalStateException at ")
                .doesNotContain("mira@example.org");
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void giveADeliveryAsManyAttemptsAsIsSet() {
        node.failures.settings = Node.settings(1);
        var id = keep();

        note(new Claim(id, Lane.of("i:7"), 0, false));

        assertThat(database.rows("select state from delivery")).containsExactly("PARKED");
    }

    @Test
    void areNotNotedWhereSomebodyElseWentOn() {
        var id = keep();
        database.execute("update queue set attempts = 3");

        note(new Claim(id, Lane.of("i:7"), 2, false));
        note(new Claim(id, Lane.of("i:7"), 7, false));

        assertThat(database.rows("select state, last_error from delivery")).containsExactly("RECEIVED|-");
        assertThat(database.rows("select attempts from queue")).containsExactly("3");
    }

    @Test
    void areNotNotedWhereTheDeliveryIsDone() {
        var id = keep();
        database.execute("delete from queue");
        database.execute("update delivery set state = 'PROCESSED'");

        note(new Claim(id, Lane.of("i:7"), 0, false));
        note(new Claim(id, Lane.of("i:7"), 7, false));

        assertThat(database.rows("select state, last_error from delivery")).containsExactly("PROCESSED|-");
    }

    private void note(Claim claim) {
        inTransaction(node.entityManager, () -> {
            node.failures.note(claim, new IllegalStateException("for mira@example.org"));
            return claim;
        });
    }

    private UUID keep() {
        var contents = new Contents("assign_tag", 7L, null, "i:7", false, null);
        return database.keeps(ids.next(), NOON, contents, new byte[1]).id();
    }

    private static Instant dueAt() {
        var time = database.rows("select due_at at time zone 'UTC' from queue").get(0);
        return OffsetDateTime.parse(time.replace(' ', 'T') + ":00").toInstant();
    }
}
