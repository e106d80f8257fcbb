package dev.kartrainbox.operations;

import static dev.kartrainbox.operations.Account.purchase;
import static dev.kartrainbox.operations.Account.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.Database;
import dev.kartrainbox.Traces;
import dev.kartrainbox.inbox.FakeEvent;
import dev.kartrainbox.kartra.LeadErased;
import dev.kartrainbox.operations.ErasureSearch.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That of an erased lead nothing is left, and of others everything. */
class ErasureTest {

    private static final String MIRA =
            "\"id\":\"7319046285\",\"first_name\":\"Mirabella\",\"email\":\"Mira@Example.org\"";
    private static final Traces MIRAS =
            Traces.of("7319046285", "mirabella", "mira@example.org", "mira\\u0040", "mira%40");

    private final Account account = new Account();
    private final Standalone operations = account.operations;
    private final List<LeadErased> told = new ArrayList<>();

    @BeforeEach
    void prepare() {
        operations.erasure.clock = Clock.systemUTC(); // ids are of now, too
        operations.search.clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(20));
        operations.erasure.erased = new FakeEvent<>(told::add);
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void leavesNothingOfTheLeadButThatItCame() {
        account.receives(tag("assign_tag", MIRA, "A"));
        account.receives(tag("assign_tag", "\"email\":\"MIRA@example.org\"", "B"));
        account.receives(purchase(MIRA, 90, "97"));
        account.receives("{\"lead\":{" + MIRA + "}}");
        account.node.work();
        assertThat(traces()).isNotEmpty();

        var receipt = operations.erasure.lead("7319046285", false);
        finish();

        assertThat(traces()).isEmpty();
        assertThat(receipt.deliveries()).isEqualTo(4);
        assertThat(account.states()).containsOnly("ERASED");
        assertThat(account.database.rows("select action from delivery where received_at is not null order by id"))
                .containsExactly("assign_tag", "assign_tag", "buy_product", "-");
        assertThat(account.database.rows("select count(*) from commerce_fact")).containsExactly("1");
    }

    @Test
    void leavesOthersAsTheyAre() {
        account.receives(tag("assign_tag", "\"id\":8,\"email\":\"jo@example.org\"", "A"));
        account.node.work();
        var before = account.mirror();
        account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();

        operations.erasure.lead("mira@example.org", false);
        finish();

        assertThat(account.mirror()).isEqualTo(before);
        assertThat(account.states()).containsExactly("PROCESSED", "ERASED");
    }

    @Test
    void takesItOutOfWhatWasReceivedOfOthers() throws IOException {
        account.receives(calendar("\"id\":8", "mIra@example.org"));
        account.receives(tag("assign_tag", "\"id\":9", "for mira@example.org, soon"));
        account.receives(
                tag("assign_tag", "\"id\":10,\"website\":\"https://x.example/?q=1&e=mira%40example.org\"", "A"));
        account.receives(tag("assign_tag", "\"id\":11,\"company\":\"mira\\u0040example.org\"", "A"));
        account.receives(tag("assign_tag", "\"id\":12,\"referring_id\":\"7319046285\"", "A"));
        account.receives("not JSON, of Mirabella <mira@example.org>");
        account.receives("{\"lead\":{\"id\":\"7319046285\",\"first_name\":\"Mirabella\"");
        account.receives("key-1", gzip(tag("assign_tag", "\"id\":13,\"company\":\"mira@example.org\"", "A")));
        account.node.work();
        account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();

        operations.erasure.lead("7319046285", false);
        finish();

        assertThat(traces()).isEmpty();
        assertThat(account.states())
                .containsExactly(
                        "PROCESSED",
                        "PROCESSED",
                        "PROCESSED",
                        "PROCESSED",
                        "PROCESSED",
                        "QUARANTINED",
                        "QUARANTINED",
                        "QUARANTINED",
                        "ERASED");
        assertThat(account.database.rows("select host_first_name, host_email_address from calendar_booking_host"))
                .containsExactly("-|-", "Ana|ana@example.org");
        assertThat(account.database.rows("select tag_name from tag")).doesNotContain("-");
        assertThat(account.database.rows("select redacted from erasure")).containsExactly("8");
    }

    @Test
    void keepsWhatIsLeftSoThatItCanBeReplayed() {
        var id = account.receives(calendar("\"id\":8", "mira@example.org"));
        account.node.work();
        operations.erasure.lead("mira@example.org", false);
        finish();

        operations.transactions.run(() -> operations.replay.delivery(id));
        account.node.work();

        assertThat(account.states()).containsExactly("PROCESSED");
        assertThat(traces()).isEmpty();
        assertThat(
                        account.database.rows(
                                "select count(*) from delivery d join delivery_body b on b.id = d.id where d.length = length(b.bytes) and d.sha256 = hash('SHA-256', b.bytes)"))
                .containsExactly("1");
    }

    @Test
    void takesNoOtherAddressForIts() {
        var others =
                List.of("xmira@example.org", "a.mira@example.org", "mira+news@example.org", "mira@example.organic");
        others.forEach(other -> account.receives(tag("assign_tag", "\"id\":8,\"company\":\"" + other + "\"", "A")));
        account.node.work();

        operations.erasure.lead("mira@example.org", false);
        finish();

        assertThat(account.database.rows("select redacted from erasure")).containsExactly("0");
    }

    @Test
    void leavesWhoSharesAnAddressAndSaysSo() {
        account.receives(tag("assign_tag", MIRA, "A"));
        account.receives(tag("assign_tag", "\"id\":8,\"first_name\":\"Jo\",\"email\":\"mira@example.org\"", "B"));
        account.node.work();

        assertThat(operations.erasure.plan("7319046285").lead().sharing()).containsExactly(8L);
        operations.erasure.lead("7319046285", false);
        finish();

        assertThat(account.states()).containsExactly("ERASED", "PROCESSED");
        assertThat(traces()).isEmpty();
        assertThat(account.database.rows("select lead_key, first_name, email from lead"))
                .containsExactly("i:8|Jo|-");
    }

    @Test
    void deletesWhatOnlyItsNotificationsHadUnexpected() {
        account.database.execute(drift("lead.ofMira", 1));
        account.database.execute(drift("lead.ofMany", 2));
        account.receives(
                "{\"lead\":{%s,\"ofMira\":1,\"ofMany\":1},\"action\":\"assign_tag\",\"action_details\":{\"tag\":{\"tag_id\":1}}}"
                        .formatted(MIRA));
        account.node.work();

        operations.erasure.lead("7319046285", false);

        assertThat(account.database.rows("select path from drift")).containsExactly("lead.ofMany");
    }

    private static String drift(String path, int deliveries) {
        return "insert into drift values ('assign_tag', '%s', 'UNKNOWN_KEY', current_timestamp, current_timestamp, %d, random_uuid())"
                .formatted(path, deliveries);
    }

    @Test
    void tellsObserversOnceAndThenForgetsTheNames() {
        account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();
        operations.erasure.lead("mira@example.org", false);

        finish();
        operations.erasure.tellObservers(entry().id());

        assertThat(told).containsExactly(new LeadErased(Set.of(7319046285L), Set.of("mira@example.org")));
        assertThat(account.database.rows("select leads from erasure")).containsExactly("-");
    }

    @Test
    void isNotDoneBeforeObserversAre() {
        operations.erasure.erased = new FakeEvent<>(event -> {
            throw new IllegalStateException();
        });
        operations.erasure.lead("mira@example.org", false);

        assertThatThrownBy(() -> operations.erasure.tellObservers(entry().id()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(search()).isEqualTo(Progress.LATER);

        operations.erasure.erased = new FakeEvent<>(told::add);
        finish();
        assertThat(told).hasSize(1);
    }

    @Test
    void searchesNothingBeforeItIsSettled() {
        operations.search.clock = Clock.systemUTC();
        operations.erasure.lead("mira@example.org", false);
        operations.erasure.tellObservers(entry().id());

        assertThat(search()).isEqualTo(Progress.LATER);
        assertThat(entry().doneAt()).isEmpty();
    }

    @Test
    void erasesWhatWasWrittenMeanwhileByWhoDidNotKnow() {
        operations.erasure.lead("7319046285", false);
        account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();

        finish();

        assertThat(account.states()).containsExactly("ERASED");
        assertThat(traces()).isEmpty();
    }

    @Test
    void letsALaterNotificationMakeTheLeadAnew() {
        account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();
        operations.erasure.lead("7319046285", false);
        finish();

        account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();

        assertThat(account.states()).containsExactly("ERASED", "PROCESSED");
        assertThat(account.database.rows("select lead_key from lead")).containsExactly("i:7319046285");
    }

    @Test
    void leavesAReceiptWithoutItsName() {
        account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();

        operations.erasure.lead("mira@example.org", true);
        finish();

        assertThat(account.database.rows("select operator, operation, outcome from audit order by id"))
                .containsExactly(
                        "terminal|erase|1 deliveries erased, later ones are erased as they come",
                        "terminal|erase|taken out of 0 deliveries of others and 0 values of the mirror");
    }

    @Test
    void erasesManyOfOneLead() {
        for (int i = 0; i < 501; i++) {
            account.receives(tag(i % 2 == 0 ? "assign_tag" : "unassign_tag", MIRA, "A"));
        }

        assertThat(operations.erasure.lead("7319046285", false).deliveries()).isEqualTo(501);
        assertThat(account.states()).containsOnly("ERASED");
        assertThat(account.database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void refusesToReplayWhatWasErased() {
        var id = account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();
        operations.erasure.lead("7319046285", false);

        assertThatThrownBy(() -> operations.transactions.run(() -> operations.replay.delivery(id)))
                .isInstanceOf(BodyGoneException.class)
                .hasMessageContaining("no longer kept");
        operations.rebuild.all();
        account.node.work();
        assertThat(account.states()).containsExactly("ERASED");
    }

    private void finish() {
        operations.erasure.tellObservers(entry().id());
        while (search() == Progress.MORE) {
            // a step at a time
        }
        assertThat(entry().doneAt()).isPresent();
    }

    private Progress search() {
        return operations.search.step(entry());
    }

    private ErasureEntry entry() {
        return operations.transactions.run(() -> operations
                .entityManager
                .createQuery("select e from ErasureEntry e order by e.id desc", ErasureEntry.class)
                .getResultList()
                .get(0));
    }

    private List<String> traces() {
        return MIRAS.in(new Database(account.database.url(), "sa", ""));
    }

    private static String calendar(String lead, String host) {
        return """
                {"lead":{%s},"action":"calendar_subscribe","action_details":{"calendar":{"calendar_id":3,
                "calendar_name":"Calls","calendar_subscription_id":"4","hosts":[
                {"host_first_name":"Mirabella","host_last_name":"O","host_email_address":"%s"},
                {"host_first_name":"Ana","host_last_name":"S","host_email_address":"ana@example.org"}],
                "events":[{"attendee":{"name":"Mirabella","email":"%s"},"at":"10:00"}]}}}""".formatted(lead, host, host);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
