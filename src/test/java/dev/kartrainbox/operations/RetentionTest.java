package dev.kartrainbox.operations;

import static dev.kartrainbox.operations.Account.purchase;
import static dev.kartrainbox.operations.Account.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.operations.Retention.Due;
import dev.kartrainbox.settings.KeepFor;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That what is old goes, and nothing else. */
class RetentionTest {

    private static final KeepFor KEEP_FOR = new KeepFor(400, 800, 1826);
    private static final String BODIES =
            "select d.state from delivery_body b join delivery d on d.id = b.id order by b.id";

    private final Account account = new Account();
    private final Standalone operations = account.operations;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void deletesOfEachStateWhatIsTooOld() {
        oneOfEachState();
        var states = account.states();

        after(399);
        assertThat(operations.retention.step(KEEP_FOR)).isFalse();
        assertThat(account.database.rows(BODIES)).isEqualTo(states);

        after(401);
        operations.retention.step(KEEP_FOR);
        assertThat(account.database.rows(BODIES)).containsExactly("QUARANTINED", "PARKED", "RECEIVED");

        after(801);
        operations.retention.step(KEEP_FOR);
        assertThat(account.database.rows(BODIES)).containsExactly("PARKED", "RECEIVED");
        assertThat(account.states()).isEqualTo(states);
    }

    private void oneOfEachState() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        operations.discard.delivery(account.receives(tag("assign_tag", "\"id\":8", "A")));
        account.receives("not JSON");
        account.node.givesUpAfter(1);
        account.theirs.work = event -> {
            throw new IllegalStateException();
        };
        account.receives(tag("assign_tag", "\"id\":9", "A"));
        account.node.work();
        account.receives(tag("assign_tag", "\"id\":10", "A"));
        assertThat(account.states())
                .containsExactly("PROCESSED", "DUPLICATE", "DISCARDED", "QUARANTINED", "PARKED", "RECEIVED");
    }

    @Test
    void leavesWhatTheDeliveryWasAndTheMirror() {
        account.receives(purchase("\"id\":7,\"email\":\"mira@example.org\",\"pronouns\":\"she\"", 90, "97"));
        account.node.work();
        var mirror = account.mirror();

        after(401);
        operations.retention.step(KEEP_FOR);

        assertThat(account.mirror()).isEqualTo(mirror);
        assertThat(
                        account.database.rows(
                                "select action, state, lead_key, processed_at is null, remote_address, headers, content_type, unexpected from delivery"))
                .containsExactly("buy_product|PROCESSED|i:7|FALSE|||-|-");
        assertThat(account.database.rows("select count(*) from commerce_fact")).containsExactly("1");
    }

    @Test
    void keepsForEverWhatIsKeptForZeroDays() {
        oneOfEachState();
        var all = account.database.rows(BODIES);

        after(40_000);
        operations.retention.now(new KeepFor(0, 0, 0));

        assertThat(account.database.rows(BODIES)).isEqualTo(all);
    }

    @Test
    void comesOnceADayAndNotesWhatWent() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        after(401);
        operations.retention.step(KEEP_FOR);
        account.receives(tag("assign_tag", "\"id\":8", "A"));
        account.node.work();
        operations.retention.clock = Clock.offset(operations.retention.clock, Duration.ofHours(23));
        operations.retention.step(new KeepFor(1, 1, 1));
        assertThat(account.database.rows(BODIES)).hasSize(1);

        operations.retention.clock = Clock.offset(operations.retention.clock, Duration.ofHours(2));
        operations.retention.step(new KeepFor(1, 1, 0));

        assertThat(account.database.rows(BODIES)).isEmpty();
        assertThat(account.database.rows("select operator, operation, subject, outcome from audit order by id"))
                .containsExactly(
                        "terminal|retain|bodies 400 days, quarantined 800 days, audit 1826 days|1 bodies and 0 entries of the audit deleted",
                        "terminal|retain|bodies 1 days, quarantined 1 days, audit for ever|1 bodies and 0 entries of the audit deleted");
    }

    @Test
    void goesOnWhereAnotherNodeEnded() {
        for (int i = 0; i < 120; i++) {
            account.receives(tag(i % 2 == 0 ? "assign_tag" : "unassign_tag", "\"id\":" + (1 + i % 9), "A"));
        }
        account.node.work();
        after(401);

        assertThat(operations.retention.step(KEEP_FOR)).isTrue();
        assertThat(account.database.rows(BODIES)).hasSize(70);
        assertThat(operations.retention.step(KEEP_FOR)).isTrue();
        assertThat(operations.retention.step(KEEP_FOR)).isFalse();

        assertThat(account.database.rows(BODIES)).isEmpty();
        assertThat(account.database.rows("select outcome from audit"))
                .containsExactly("120 bodies and 0 entries of the audit deleted");
    }

    @Test
    void deletesOldEntriesOfTheAudit() {
        operations.retention.now(KEEP_FOR);
        after(1827);

        assertThat(operations.retention.due(KEEP_FOR)).isEqualTo(new Due(0, 0, 1));
        operations.retention.now(KEEP_FOR);

        assertThat(account.database.rows("select outcome from audit"))
                .containsExactly("0 bodies and 1 entries of the audit deleted");
    }

    @Test
    void refusesToReplayWhatHasNoBody() {
        var id = withoutBody(tag("assign_tag", "\"id\":7", "A"));

        assertThatThrownBy(() -> operations.transactions.run(() -> operations.replay.delivery(id)))
                .isInstanceOf(BodyGoneException.class)
                .hasMessageContaining(id.toString());
        assertThatThrownBy(() -> operations.transactions.run(() -> operations.replay.anew(id, Account.THEIRS)))
                .isInstanceOf(BodyGoneException.class);
        assertThat(operations.replay.all(OF_KEY)).containsOnlyKeys(Replay.Outcome.SKIPPED);
        assertThat(operations.replay.countWithoutBody(OF_KEY)).isEqualTo(1);
        assertThat(account.states()).containsExactly("PROCESSED");
    }

    private static final Selection OF_KEY = new Selection(null, null, "key-1", null, null, null);

    @Test
    void losesNothingInARebuildOfALeadWithoutBodies() {
        withoutBody(tag("assign_tag", "\"id\":7,\"first_name\":\"Mira\"", "A"));
        account.receives(purchase("\"id\":7", 90, "97"));
        account.receives(tag("assign_tag", "\"id\":8", "B"));
        account.node.work();
        var before = account.mirror();
        account.database.execute("delete from sale");

        var extent = operations.rebuild.all();
        account.node.work();

        assertThat(account.mirror()).isEqualTo(before);
        assertThat(extent).isEqualTo(new Rebuild.Extent(2, 2, 1));
        assertThat(account.states()).containsOnly("PROCESSED");
    }

    @Test
    void leavesWhatIsBeingReplayedJustNow() {
        var id = account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        after(401);
        var other = account.database.entityManager();
        other.getTransaction().begin();
        other.createNativeQuery("select id from delivery for update").getResultList();

        operations.retention.step(KEEP_FOR);

        other.getTransaction().rollback();
        other.close();
        assertThat(account.database.rows("select id from delivery_body")).containsExactly(id.toString());
    }

    private UUID withoutBody(String body) {
        var id = account.receives(body);
        account.node.work();
        after(401);
        operations.retention.now(KEEP_FOR);
        return id;
    }

    private void after(int days) {
        operations.retention.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
    }
}
