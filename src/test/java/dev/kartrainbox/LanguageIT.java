package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Witness;
import dev.kartrainbox.kartra.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every action that Kartra documents, and what it does not, from the front door to the rows of the mirror. */
@ArquillianTest
class LanguageIT {

    private static final String SAMPLE_LEADS = "('i:731904', 'i:731977', 'i:732015')";

    /** What the samples of all actions leave in the mirror, whichever way their numbers are typed. */
    private static final Map<String, Long> ROWS_OF_SAMPLES = Map.ofEntries(
            Map.entry("lead", 3L),
            Map.entry("custom_field", 6L),
            Map.entry("custom_field_option", 5L),
            Map.entry("tag_assignment", 2L),
            Map.entry("list_subscription", 2L),
            Map.entry("sequence_enrollment", 3L),
            Map.entry("membership_access", 2L),
            Map.entry("calendar_booking", 2L),
            Map.entry("calendar_booking_host", 4L),
            Map.entry("product_signup", 2L),
            Map.entry("sale", 4L),
            Map.entry("form_submission", 2L),
            Map.entry("survey_response", 2L),
            Map.entry("video_view", 4L),
            Map.entry("page_visit", 2L),
            Map.entry("split_test_click", 2L),
            Map.entry("score_reached", 2L),
            Map.entry("timeline", 46L));

    private final Sender kartra = new Sender(ServerUnderTest.url());
    private final Database database = Database.underTest();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.extended();
    }

    @BeforeAll
    static void makeTheTableOfTheExtension() {
        Database.underTest().executes("drop table if exists witness");
        Database.underTest().executes(Witness.TABLE);
    }

    @Test
    void mirrorsEveryActionInBothTypings() {
        for (var sample : Sample.all()) {
            var answer = kartra.sends(sample.body());

            assertThat(answer.statusCode()).as(sample.toString()).isEqualTo(200);
            assertThat(answer.body()).contains("\"action\":\"" + sample.action().word() + "\"");
        }

        database.awaitCount(
                46, "select count(*) from delivery where state = 'PROCESSED' and lead_key in " + SAMPLE_LEADS);
        // of the four about money, the second typing repeats the first
        database.awaitCount(
                4, "select count(*) from delivery where state = 'DUPLICATE' and lead_key in " + SAMPLE_LEADS);
        assertThat(database.rows(
                        "select unexpected from delivery where unexpected is not null and lead_key in " + SAMPLE_LEADS))
                .isEmpty();
        assertThat(ROWS_OF_SAMPLES.keySet().stream()
                        .collect(Collectors.toMap(
                                table -> table,
                                table -> database.count("select count(*) from %s where lead_key in %s"
                                        .formatted(table, SAMPLE_LEADS)))))
                .isEqualTo(ROWS_OF_SAMPLES);
        assertThat(
                        database.count(
                                "select count(*) from survey_answer a join survey_response r on r.delivery_id = a.delivery_id where r.lead_key = 'i:732015'"))
                .isEqualTo(6);
    }

    @Test
    void keepsAnActionThatNobodyKnows() {
        var id = Sender.idIn(kartra.sends("""
                {"lead": {"id": 41, "email": "mira@example.org"}, "action": "webinar_attended",
                 "action_details": {"webinar": {"webinar_id": 4, "minutes": [1, 2.50]}}}"""));

        database.awaitState("PROCESSED", id);
        assertThat(database.rows(
                        "select lead_key, action, subject from timeline where delivery_id = '%s'".formatted(id)))
                .containsExactly("i:41|webinar_attended|-");
        assertThat(database.rows("select unexpected from delivery where id = '%s'".formatted(id)))
                .containsExactly("UNKNOWN_ACTION action");
        database.awaitCount(
                1,
                "select count(*) from drift where action = 'webinar_attended' and path = 'action' and kind = 'UNKNOWN_ACTION' and delivery_id = '%s'"
                        .formatted(id));
        assertThat(witnessed(id)).contains("UnrecognizedEvent").contains("\"minutes\":[1,2.50]");
    }

    @Test
    void keepsAndReportsTenKeysThatNobodyKnows() {
        var news = IntStream.range(0, 5).mapToObj("\"new_%d\": 1"::formatted).collect(Collectors.joining(", "));

        var answer = kartra.sends("""
                {"lead": {"id": 42, "email": "mira@example.org", %1$s}, "action": "assign_tag",
                 "action_details": {"tag": {"tag_id": 5, "tag_name": "Course A", %1$s}}}""".formatted(news));

        var id = Sender.idIn(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        database.awaitState("PROCESSED", id);
        assertThat(database.count("select count(*) from timeline where delivery_id = '%s'".formatted(id)))
                .isEqualTo(1);
        database.awaitCount(
                10, "select count(*) from drift where kind = 'UNKNOWN_KEY' and delivery_id = '%s'".formatted(id));
        assertThat(database.rows(
                        "select distinct path from drift where delivery_id = '%s' and path like '%%4' order by path"
                                .formatted(id)))
                .containsExactly("action_details.tag.new_4", "lead.new_4");
        assertThat(witnessed(id)).contains("TagAssigned").contains("\"new_3\":1");
    }

    @Test
    void leavesWhatASecondNotificationDoesNotSayAsItWas() {
        kartra.sends("""
                {"lead": {"id": 43, "email": "mira@example.org", "city": "Bristol",
                   "custom_fields": [{"field_id": 11, "field_value": [{"option_id": 3, "option_value": "M"}]}]},
                 "action": "kartra_page_visit", "action_details": {"kartra_page": {"kartra_page_id": 1, "kartra_page_name": "A"}}}""");
        var id = Sender.idIn(kartra.sends("""
                {"lead": {"id": 43, "email": "mira@example.org", "first_name": "Mira"},
                 "action": "kartra_page_visit", "action_details": {"kartra_page": {"kartra_page_id": 1, "kartra_page_name": "A"}}}"""));

        database.awaitState("PROCESSED", id);
        assertThat(database.rows("select first_name, city from lead where id = 43"))
                .containsExactly("Mira|Bristol");
        assertThat(database.rows("select field_id, option_value from custom_field_option where lead_key = 'i:43'"))
                .containsExactly("11|M");
    }

    @Test
    void keepsAnAmountAsItWasSent() {
        var id = Sender.idIn(kartra.sends("""
                {"lead": {"id": 44}, "action": "buy_product", "action_details": {"transaction_details":
                  {"transaction_id": 4401, "transaction_full_amount": "1234567890123.4567891"}}}"""));

        database.awaitState("PROCESSED", id);
        assertThat(database.rows("select transaction_full_amount from sale where transaction_id = 4401"))
                .containsExactly(Database.isPostgresql() ? "1234567890123.4567891" : "1234567890123.4567891000");
    }

    @Test
    void countsTwoPartialRefundsOfOneTransaction() {
        sends(partialRefund("10.00"), partialRefund("12.50"));

        assertThat(states(910)).containsExactly("PROCESSED", "PROCESSED");
        assertThat(
                        database.rows(
                                "select cast(transaction_full_amount as numeric(9, 2)) from sale where transaction_id = 91001 and action = 'partial_refund_product' order by 1"))
                .containsExactly("10.00", "12.50");
        print("two partial refunds of one transaction", 2, 910);
    }

    private static String partialRefund(String amount) {
        return """
                {"lead": {"id": 910}, "action": "partial_refund_product", "action_details": {"transaction_details":
                  {"transaction_id": 91001, "transaction_full_amount": %s}}}""".formatted(amount);
    }

    @Test
    void assignsATagAgainAfterItWasUnassignedThoughTheBodiesAreEqual() {
        var assigned = Sender.tagAssigned(911, 5, "t");

        sends(assigned, assigned.replace("assign_tag", "unassign_tag"), assigned);

        assertThat(states(911)).containsExactly("PROCESSED", "PROCESSED", "PROCESSED");
        assertThat(database.rows("select action from timeline where lead_key = 'i:911' order by delivery_id"))
                .containsExactly("assign_tag", "unassign_tag", "assign_tag");
        assertThat(database.rows("select tag_id from tag_holder where lead_id = 911"))
                .containsExactly("5");
        print("assign, unassign, assign", 3, 911);
    }

    @Test
    void countsEveryVisitOfAPage() {
        var visit = """
                {"lead": {"id": 912}, "action": "kartra_page_visit", "action_details": {"kartra_page":
                  {"kartra_page_id": 4, "kartra_page_name": "Offer"}}}""";

        sends(visit, visit, visit);

        assertThat(states(912)).containsExactly("PROCESSED", "PROCESSED", "PROCESSED");
        assertThat(database.count("select count(*) from page_visit where lead_key = 'i:912' and kartra_page_id = 4"))
                .isEqualTo(3);
        print("one visit sent three times", 3, 912);
    }

    @Test
    void listsItsObservers() {
        assertThat(database.rows("select name from observer where action = 'refund_product' order by name"))
                .contains("Sales.on(CommerceEvent)", "Leads.on(KartraEvent)")
                .doesNotContain("Tags.on(TagAssigned)");
    }

    private String witnessed(String id) {
        return database.rows("select type, raw from witness where delivery_id = '%s'".formatted(id))
                .get(0);
    }

    private void sends(String... bodies) {
        var lastId = Stream.of(bodies)
                .map(body -> Sender.idIn(kartra.sends(body)))
                .reduce((first, second) -> second)
                .orElseThrow();
        database.awaitState("PROCESSED", lastId);
    }

    private List<String> states(long lead) {
        return database.rows("select state from delivery where lead_id = %d order by id".formatted(lead));
    }

    private void print(String what, int sent, long lead) {
        System.out.printf(
                "%s: %d sent, %d told, 0 held back%n",
                what,
                sent,
                database.count("select count(distinct delivery_id) from witness where lead_id = %d".formatted(lead)));
    }
}
