package dev.kartrainbox.operations;

import static dev.kartrainbox.operations.Account.purchase;
import static dev.kartrainbox.operations.Account.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.operations.Rebuild.Extent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the mirror can be made anew from what is kept. */
class RebuildTest {

    private final Account account = new Account();
    private final Standalone operations = account.operations;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void makesEveryTableAsItWas() {
        Sample.all().forEach(sample -> account.receives("key-1", sample.body()));
        account.receives(tag("assign_tag", "\"id\":8", "Course A"));
        account.node.work();
        var before = account.mirror();
        assertThat(before.values()).as("every table has rows").noneMatch(List::isEmpty);
        int told = account.theirs.told.size();
        damage();
        assertThat(account.mirror()).isNotEqualTo(before);

        var extent = operations.rebuild.all();
        account.node.work();

        assertThat(account.mirror()).isEqualTo(before);
        assertThat(extent.deliveries()).isEqualTo(told);
        assertThat(account.theirs.told).as("nobody else is told").hasSize(told);
        assertThat(account.states()).containsOnly("PROCESSED", "DUPLICATE");
    }

    /** Of every table half of the rows are gone or say something else. */
    private void damage() {
        account.database.execute("set referential_integrity false");
        account.database.execute(
                "delete from timeline where mod(ascii(substring(cast(delivery_id as varchar), 36, 1)), 2) = 0");
        account.database.execute("delete from sale where action <> 'buy_product'");
        account.database.execute("update sale set transaction_full_amount = 1, delivery_id = random_uuid()");
        account.database.execute("update lead set first_name = 'Nobody', score = 7");
        account.database.execute("delete from lead_sighting where lead_key = 'i:8'");
        account.database.execute("update lead_sighting set last_seen_at = first_seen_at");
        account.database.execute("update tag_assignment set active = not active");
        account.database.execute("update tag set tag_name = 'damaged'");
        account.database.execute(
                "update product set official_product_name = 'damaged' where official_product_name is not null");
        account.database.execute("update product set product_name = 'damaged'");
        account.database.execute("update membership_level set level_name = 'damaged'");
        account.database.execute("delete from calendar_booking_host");
        account.database.execute("delete from survey_answer");
        account.database.execute("set referential_integrity true");
    }

    @Test
    void losesNothingThatArrivesMeanwhile() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("assign_tag", "\"id\":8", "A"));
        account.node.work();

        operations.rebuild.all();
        account.receives(tag("unassign_tag", "\"id\":7", "A"));
        operations.rebuild.all();
        account.node.work();

        assertThat(account.database.rows(
                        "select lead_key, active, since is not null, until is not null from tag_assignment"))
                .containsExactlyInAnyOrder("i:7|FALSE|TRUE|TRUE", "i:8|TRUE|TRUE|FALSE");
        assertThat(account.database.rows("select count(*) from timeline")).containsExactly("3");
        assertThat(account.theirs.told).hasSize(3);
        assertThat(account.database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void rebuildsOneLeadAndLeavesTheOthers() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("assign_tag", "\"id\":8", "A"));
        account.node.work();
        account.database.execute("update lead set first_name = 'changed'");

        var extent = operations.rebuild.lead("i:7");
        account.node.work();

        assertThat(extent).isEqualTo(new Extent(1, 1));
        assertThat(account.database.rows("select lead_key, first_name from lead order by lead_key"))
                .containsExactly("i:7|-", "i:8|changed");
    }

    @Test
    void rebuildsInOrderWhoIsNamedByIdAndByAddressAlone() {
        var named = account.receives(tag("assign_tag", "\"id\":7,\"email\":\"Mira@example.org\"", "A"));
        account.node.work();
        var byAddress = account.receives(tag("unassign_tag", "\"email\":\"mira@example.org\"", "A"));
        account.node.work();
        var before = account.mirror();
        assertThat(before.get("LEAD")).hasSize(1);

        assertThat(operations.rebuild.lead("e:mira@example.org")).isEqualTo(new Extent(2, 2));
        assertThat(account.database.rows("select delivery_id, lane, lead_key from queue order by delivery_id"))
                .extracting(row -> row.replaceFirst("\\|.*\\|", "|"))
                .containsExactly(named + "|i:7", byAddress + "|i:7");
        account.node.work();

        assertThat(account.mirror()).isEqualTo(before);
    }

    @Test
    void countsAPaymentOnceThoughARepetitionOfAnotherLeadWasReleased() {
        account.receives(purchase("\"id\":7", 90, "97"));
        account.node.work();
        var repetition = account.receives(purchase("\"id\":8", 90, "98"));
        account.node.work();
        operations.transactions.run(() -> operations.replay.release(repetition));
        account.node.work();
        var before = account.mirror();
        assertThat(before.get("SALE")).singleElement().asString().contains("i:7", "98");

        operations.rebuild.lead("i:7");
        account.node.work();

        assertThat(account.mirror()).isEqualTo(before);
    }

    @Test
    void tellsNothingOfWhatWasToldToNobody() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives("{\"lead\":{\"id\":7}}");
        account.node.work();
        account.receives(tag("unassign_tag", "\"id\":7", "A"));

        assertThat(account.states()).containsExactly("PROCESSED", "DUPLICATE", "QUARANTINED", "RECEIVED");
        assertThat(operations.rebuild.extent()).isEqualTo(new Extent(1, 1));
        assertThat(operations.rebuild.all()).isEqualTo(new Extent(1, 1));
        account.node.work();
        assertThat(account.theirs.told).hasSize(2);
    }

    @Test
    void forgetsWhatTheMirrorOwesSinceItIsToldAllOfIt() {
        var mirror = account.mirrored.work;
        account.node.givesUpAfter(2);
        account.mirrored.work = event -> {
            throw new IllegalStateException();
        };
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        assertThat(account.states()).containsExactly("PARKED");
        account.mirrored.work = mirror;

        operations.rebuild.all();
        assertThat(account.database.rows("select observer from observer_task")).isEmpty();
        account.node.work();

        assertThat(account.states()).containsExactly("PROCESSED");
        assertThat(account.database.rows("select active from tag_assignment")).containsExactly("TRUE");
        assertThat(account.theirs.told).hasSize(1);
    }

    @Test
    void tellsEverybodyWhereAnOperatorReplaysWhatWaitsForARebuild() {
        var id = account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();

        operations.rebuild.all();
        operations.transactions.run(() -> operations.replay.delivery(id));
        account.node.work();

        assertThat(account.theirs.told).hasSize(2);
    }

    @Test
    void namesWhatIsSharedByTheNewestWhicheverLeadIsToldFirst() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("assign_tag", "\"id\":8", "B"));
        var newest = account.receives(tag("unassign_tag", "\"id\":7", "A"));
        account.node.work();

        var forged =
                account.receives("leaked", tag("assign_tag", "\"id\":9", "C").getBytes(StandardCharsets.UTF_8));
        account.node.work();
        operations.discard.delivery(forged);

        operations.rebuild.lead("i:7");
        account.node.work();
        operations.rebuild.lead("i:8");
        account.node.work();

        assertThat(account.database.rows("select tag_name, named_by from tag")).containsExactly("A|" + newest);
    }

    @Test
    void saysHowMuchOfTheTimelineIsNoLongerKept() {
        var id = account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("assign_tag", "\"id\":8", "A"));
        account.node.work();
        assertThat(operations.rebuild.notKept()).isZero();

        account.database.execute("delete from delivery where id = '%s'".formatted(id));

        assertThat(operations.rebuild.notKept()).isEqualTo(1);
    }

    @Test
    void leavesWhatIsKnownOfALeadAsItIsWhereNothingOfItIsKept() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        account.database.execute("delete from delivery");
        Map<String, List<String>> before = account.mirror();

        operations.rebuild.all();
        account.node.work();

        assertThat(account.mirror()).isEqualTo(before);
    }
}
