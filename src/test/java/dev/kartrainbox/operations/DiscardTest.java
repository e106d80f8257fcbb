package dev.kartrainbox.operations;

import static dev.kartrainbox.operations.Account.purchase;
import static dev.kartrainbox.operations.Account.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.operations.Discard.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Taking back what somebody sent who is not Kartra. */
class DiscardTest {

    private static final Selection FORGED = new Selection(null, null, "leaked", null, null, null);

    private final Account account = new Account();
    private final Standalone operations = account.operations;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void leavesTheMirrorAsIfTheyHadNeverCome() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        var before = account.mirror();
        forge(tag("unassign_tag", "\"id\":7", "A"));
        forge(purchase("\"id\":7", 66, "1"));
        forge(tag("unassign_tag", "\"id\":9", "A"));
        account.node.work();
        before.put("PRODUCT", account.mirror().get("PRODUCT")); // what is shared stays

        var outcome = operations.discard.all(FORGED);
        account.node.work();

        assertThat(outcome).isEqualTo(new Outcome(3, 2, 0));
        assertThat(account.states()).containsExactly("PROCESSED", "DISCARDED", "DISCARDED", "DISCARDED");
        assertThat(account.mirror()).isEqualTo(before);
        assertThat(account.database.rows("select fact_key from commerce_fact")).isEmpty();
        assertThat(account.theirs.told).as("told before").hasSize(4);
    }

    @Test
    void tellsNobodyOfWhatStillWaits() {
        account.theirs.work = event -> {
            throw new IllegalStateException();
        };
        forge(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        forge(tag("assign_tag", "\"id\":8", "A"));
        assertThat(account.states()).containsExactly("RETRYING", "RECEIVED");
        int told = account.mirrored.told.size();

        operations.discard.all(FORGED);
        account.node.work();

        assertThat(account.states()).containsExactly("DISCARDED", "DISCARDED");
        assertThat(account.database.rows("select observer from observer_task")).isEmpty();
        assertThat(account.database.rows("select delivery_id from queue")).isEmpty();
        assertThat(account.mirrored.told).hasSize(told);
        assertThat(account.database.rows("select lead_key from lead")).isEmpty();
    }

    @Test
    void tellsThePaymentThatAForgedOneHeldBack() {
        forge(purchase("\"id\":9", 90, "1"));
        var genuine = account.receives(purchase("\"id\":7", 90, "97"));
        forge(purchase("\"id\":9", 90, "1"));
        account.node.work();
        assertThat(account.states()).containsExactly("PROCESSED", "DUPLICATE", "DUPLICATE");

        var outcome = operations.discard.all(FORGED);
        account.node.work();

        assertThat(outcome).isEqualTo(new Outcome(2, 1, 1));
        assertThat(account.states()).containsExactly("DISCARDED", "PROCESSED", "DISCARDED");
        assertThat(account.database.rows("select lead_key, transaction_full_amount, delivery_id from sale"))
                .hasSize(1)
                .allMatch(row -> row.startsWith("i:7|97") && row.endsWith(genuine.toString()));
        assertThat(account.database.rows("select delivery_id from commerce_fact"))
                .containsExactly(genuine.toString());
    }

    @Test
    void tellsAnEqualBodyThatAForgedOneHeldBack() {
        forge(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        assertThat(account.states()).containsExactly("PROCESSED", "DUPLICATE");

        operations.discard.all(FORGED);
        account.node.work();

        assertThat(account.states()).containsExactly("DISCARDED", "PROCESSED");
        assertThat(account.database.rows("select count(*) from timeline")).containsExactly("1");
    }

    @Test
    void namesWhatIsSharedByGenuineOnesAgainOnceAllIsRebuilt() {
        account.receives(tag("assign_tag", "\"id\":8", "A"));
        account.node.work();
        forge(tag("assign_tag", "\"id\":7", "HACKED"));
        account.node.work();
        assertThat(account.database.rows("select tag_name from tag")).containsExactly("HACKED");

        operations.discard.all(FORGED);
        operations.rebuild.all();
        account.node.work();

        assertThat(account.database.rows("select tag_name from tag")).containsExactly("A");
    }

    @Test
    void discardsOneAndReplaysItByItsIdOnly() {
        var id = forge(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();

        assertThat(operations.discard.delivery(id)).contains(new Outcome(1, 1, 0));
        assertThat(operations.replay.all(FORGED)).containsOnlyKeys(Replay.Outcome.SKIPPED);
        account.node.work();
        assertThat(account.states()).containsExactly("DISCARDED");

        operations.transactions.run(() -> operations.replay.delivery(id));
        account.node.work();
        assertThat(account.states()).containsExactly("PROCESSED");
        assertThat(account.database.rows("select active from tag_assignment")).containsExactly("TRUE");
    }

    @Test
    void knowsNoOtherDelivery() {
        assertThat(operations.discard.delivery(UUID.randomUUID())).isEmpty();
    }

    @Test
    void discardsManyOfOneLead() {
        for (int i = 0; i < 501; i++) {
            forge(tag(i % 2 == 0 ? "assign_tag" : "unassign_tag", "\"id\":7", "A"));
        }

        var outcome = operations.discard.all(FORGED);

        assertThat(outcome).isEqualTo(new Outcome(501, 1, 0));
        assertThat(account.states()).containsOnly("DISCARDED");
        assertThat(account.database.rows("select delivery_id from queue")).isEmpty();
    }

    private UUID forge(String body) {
        return account.receives("leaked", body.getBytes(StandardCharsets.UTF_8));
    }
}
