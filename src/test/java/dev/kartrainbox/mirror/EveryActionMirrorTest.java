package dev.kartrainbox.mirror;

import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;
import static dev.kartrainbox.mirror.Events.again;
import static dev.kartrainbox.mirror.Events.delivery;
import static dev.kartrainbox.mirror.Events.event;
import static dev.kartrainbox.mirror.Events.sample;
import static dev.kartrainbox.mirror.Events.sampleAgain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Sample.Typing;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the observers make of each action, row by row. */
class EveryActionMirrorTest {

    private static final String PURCHASE = """
            {"transaction_details": {"transaction_id": %s, "product_id": 4417, "product_name": "Course A",
              "transaction_quantity": 1, "transaction_full_amount": %s}}""";

    private static InMemoryDatabase database;

    private EntityManager entityManager;
    private Mirror mirror;

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
        entityManager = database.entityManager();
        mirror = new Mirror(entityManager);
    }

    @AfterEach
    void forget() {
        entityManager.close();
        database.forget();
    }

    @ParameterizedTest
    @EnumSource(Typing.class)
    void fillsEveryTable(Typing typing) {
        int second = 1;
        for (var action : Action.values()) {
            mirror.tell(sample(second++, action, typing));
        }

        assertThat(
                        database.rows(
                                "select table_name from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE' and table_name <> 'RETENTION' order by 1"))
                .filteredOn(table ->
                        database.rows("select count(*) from \"" + table + "\"").equals(List.of("0")))
                .containsExactly(
                        "ACCESS_KEY",
                        "ACCOUNT",
                        "AUDIT",
                        "COMMERCE_FACT",
                        "DELIVERY",
                        "DELIVERY_BODY",
                        "DRIFT",
                        "ERASED_NAME",
                        "ERASURE",
                        "ERASURE_SECRET",
                        "OBSERVER",
                        "OBSERVER_TASK",
                        "QUEUE",
                        "TOKEN");
        assertThat(database.rows("select count(*) from timeline")).containsExactly("25");
        assertThat(database.rows("select count(*) from sale")).containsExactly("4");
    }

    @Test
    void clearsWhatItKnowsOfLeadsFromEveryTableButThoseOfWhatIsShared() {
        int second = 1;
        for (var action : Action.values()) {
            mirror.tell(sample(second++, action, Typing.STRINGS));
        }

        inTransaction(entityManager, () -> {
            for (var lead : database.rows("select lead_key from lead")) {
                LeadTables.clear(lead, entityManager);
            }
            return 0;
        });

        assertThat(
                        database.rows(
                                "select table_name from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE' and table_name <> 'RETENTION' order by 1"))
                .filteredOn(table ->
                        !database.rows("select count(*) from \"" + table + "\"").equals(List.of("0")))
                .containsExactly(
                        "CALENDAR",
                        "FORM",
                        "KARTRA_PAGE",
                        "LANE",
                        "MAILING_LIST",
                        "MEMBERSHIP",
                        "MEMBERSHIP_LEVEL",
                        "PAGE_SPLIT_TEST_LINK",
                        "PRODUCT",
                        "SEQUENCE",
                        "SURVEY",
                        "TAG",
                        "VIDEO",
                        "flyway_schema_history");
    }

    @Test
    void keepsWhoIsInWhichSequence() {
        var details = "{\"sequence\":{\"sequence_id\":18,\"sequence_name\":\"Welcome\"}}";
        mirror.tell(event(1, "sequence_subscription", "{\"id\":7}", details));
        assertThat(enrollment()).isEqualTo("i:7|18|TRUE|2026-04-20 12:00:01+00|-|-");

        mirror.tell(event(2, "sequence_completion", "{\"id\":7}", details));
        assertThat(enrollment())
                .isEqualTo("i:7|18|FALSE|2026-04-20 12:00:01+00|2026-04-20 12:00:02+00|2026-04-20 12:00:02+00");

        mirror.tell(event(3, "sequence_unsubscription", "{\"id\":7}", details));
        assertThat(enrollment())
                .isEqualTo("i:7|18|FALSE|2026-04-20 12:00:01+00|2026-04-20 12:00:02+00|2026-04-20 12:00:02+00");
        assertThat(database.rows("select sequence_id, sequence_name from sequence"))
                .containsExactly("18|Welcome");
    }

    @Test
    void doesNotCompleteASequenceByWhatIsOlderThanWhatIsKnown() {
        var details = "{\"sequence\":{\"sequence_id\":18}}";
        mirror.tell(event(2, "sequence_subscription", "{\"id\":7}", details));
        mirror.tell(event(1, "sequence_completion", "{\"id\":7}", details));

        assertThat(enrollment()).isEqualTo("i:7|18|TRUE|2026-04-20 12:00:02+00|-|-");
    }

    private String enrollment() {
        return database.rows(
                        "select lead_key, sequence_id, active, since at time zone 'UTC', until at time zone 'UTC', completed_at at time zone 'UTC' from sequence_enrollment")
                .get(0);
    }

    @Test
    void keepsAccessByLevel() {
        mirror.tell(membership(1, "membership_granted", 7, "\"level_id\":3,\"level_name\":\"Pro\""));
        mirror.tell(membership(2, "membership_granted", 7, "\"level_id\":4,\"level_name\":\"Team\""));
        mirror.tell(membership(3, "membership_granted", 8, "\"level_id\":3,\"level_name\":\"Pro\""));
        mirror.tell(membership(4, "membership_revoked", 7, "\"level_id\":3,\"level_name\":\"Professional\""));

        assertThat(database.rows(
                        "select lead_key, membership_id, level_id, active from membership_access order by 1, 3"))
                .containsExactly("i:7|210|3|FALSE", "i:7|210|4|TRUE", "i:8|210|3|TRUE");
        assertThat(database.rows("select membership_name, level_name, lead_id from member order by level_id"))
                .containsExactly("Academy|Professional|8", "Academy|Team|7");
    }

    @Test
    void keepsAccessToAMembershipThatNamesNoLevel() {
        mirror.tell(membership(1, "membership_granted", 7, "\"level_id\":\"\""));

        assertThat(database.rows("select membership_id, level_id, active from membership_access"))
                .containsExactly("210|0|TRUE");
    }

    private static KartraEvent membership(int second, String action, int lead, String level) {
        return event(
                second,
                action,
                "{\"id\":%d}".formatted(lead),
                "{\"membership\":{\"membership_id\":210,\"membership_name\":\"Academy\",%s}}".formatted(level));
    }

    @Test
    void countsAPurchaseOnceHoweverOftenAndInWhicheverOrderItIsDelivered() {
        mirror.tell(event(2, "buy_product", "{\"id\":7}", PURCHASE.formatted("\"880411\"", "\"97.00\"")));
        mirror.tell(event(1, "buy_product", "{\"id\":7}", PURCHASE.formatted("880411", "97.00")));
        mirror.tell(event(3, "buy_product", "{\"id\":7}", PURCHASE.formatted("880411", "97.00")));

        assertThat(
                        database.rows(
                                "select fact_key, action, lead_key, transaction_id, product_id, transaction_quantity, transaction_full_amount, received_at at time zone 'UTC', delivery_id from sale"))
                .containsExactly(
                        "buy_product:880411|buy_product|i:7|880411|4417|1|97.0000000000|2026-04-20 12:00:01+00|"
                                + delivery(3));
    }

    @Test
    void keepsTwoPartialRefundsOfOneTransaction() {
        mirror.tell(event(1, "partial_refund_product", "{\"id\":7}", PURCHASE.formatted("880411", "10.00")));
        mirror.tell(event(2, "partial_refund_product", "{\"id\":7}", PURCHASE.formatted("880411", "12.00")));

        assertThat(database.rows("select transaction_full_amount from sale order by 1"))
                .containsExactly("10.0000000000", "12.0000000000");
    }

    @Test
    void keepsEveryPurchaseThatNamesNoTransaction() {
        mirror.tell(event(1, "buy_product", "{\"id\":7}", PURCHASE.formatted("\"N/A\"", "97.00")));
        mirror.tell(event(2, "buy_product", "{\"id\":7}", PURCHASE.formatted("0", "97.00")));
        mirror.tell(again(2, "buy_product", "{\"id\":7}", PURCHASE.formatted("0", "97.00")));

        assertThat(database.rows("select fact_key from sale order by 1"))
                .containsExactly("delivery:" + delivery(1), "delivery:" + delivery(2));
    }

    @Test
    void keepsAPurchaseOfNoKnownProduct() {
        mirror.tell(event(1, "buy_product", "{\"id\":7}", "{\"transaction_details\":{\"transaction_id\":5}}"));

        assertThat(database.rows("select product_id, transaction_full_amount from sale"))
                .containsExactly("-|-");
    }

    @Test
    void sumsUpWhatAProductBrings() {
        mirror.tell(event(1, "buy_product", "{\"id\":7}", PURCHASE.formatted("1", "97.00")));
        mirror.tell(event(2, "buy_product", "{\"id\":8}", PURCHASE.formatted("2", "50.50")));
        mirror.tell(event(3, "refund_product", "{\"id\":7}", PURCHASE.formatted("3", "-97.00")));
        mirror.tell(event(4, "partial_refund_product", "{\"id\":8}", PURCHASE.formatted("4", "10")));
        mirror.tell(event(5, "cancel_subscription", "{\"id\":8}", PURCHASE.formatted("5", "null")));
        database.execute(
                "update sale set received_at = timestamp with time zone '2026-05-01 00:30:00+02' where transaction_id = 2");
        database.execute(
                "update sale set received_at = timestamp with time zone '2026-05-01 02:30:00+02' where transaction_id = 4");

        assertThat(
                        database.rows(
                                "select product_id, product_name, received_in, purchases, revenue, refunds, refunded, cancellations from revenue order by received_in"))
                .containsExactly("4417|Course A|2026-04|2|147.50|1|97.00|1", "4417|Course A|2026-05|0|0.00|1|10.00|0");
    }

    @Test
    void keepsWhatBecameOfAnAppointment() {
        var details =
                "{\"calendar\":{\"calendar_id\":61,\"calendar_name\":\"Coaching\",\"calendar_subscription_id\":9051%s}}";
        mirror.tell(
                event(
                        1,
                        "calendar_subscribe",
                        "{\"id\":7}",
                        details.formatted(
                                ",\"class_name\":\"First call\",\"events\":[{\"x\":1}],\"hosts\":[{\"host_first_name\":\"Ana\"},{\"host_first_name\":\"Jo\"}]")));
        mirror.tell(event(3, "calendar_cancel", "{\"id\":7}", details.formatted("")));
        mirror.tell(event(2, "calendar_complete", "{\"id\":7}", details.formatted("")));

        assertThat(
                        database.rows(
                                "select lead_key, calendar_id, calendar_subscription_id, class_name, events, state, subscribed_at at time zone 'UTC', canceled_at at time zone 'UTC', completed_at from calendar_booking"))
                .containsExactly(
                        "i:7|61|9051|First call|[{\"x\":1}]|CANCELED|2026-04-20 12:00:01+00|2026-04-20 12:00:03+00|-");
        assertThat(database.rows("select position, host_first_name from calendar_booking_host order by 1"))
                .containsExactly("0|Ana", "1|Jo");
    }

    @Test
    void tellsAppointmentsApart() {
        mirror.tell(event(
                1,
                "calendar_subscribe",
                "{\"id\":7}",
                "{\"calendar\":{\"calendar_id\":61,\"calendar_subscription_id\":1}}"));
        mirror.tell(event(
                2,
                "calendar_subscribe",
                "{\"id\":7}",
                "{\"calendar\":{\"calendar_id\":61,\"calendar_subscription_id\":2}}"));
        mirror.tell(event(3, "calendar_subscribe", "{\"id\":7}", "{\"calendar\":{\"calendar_id\":61}}"));
        mirror.tell(event(
                4,
                "calendar_subscribe",
                "{\"id\":7}",
                "{\"calendar\":{\"calendar_id\":61,\"calendar_subscription_id\":\"%s\"}}".formatted("9".repeat(5000))));

        assertThat(database.rows("select length(calendar_subscription_id) from calendar_booking order by 1"))
                .containsExactly("0", "1", "1", "255");
    }

    @Test
    void countsWhatWasAnswered() {
        mirror.tell(sample(1, Action.SURVEY_COMPLETE, Typing.STRINGS));
        mirror.tell(sample(2, Action.SURVEY_COMPLETE, Typing.NUMBERS));
        mirror.tell(sampleAgain(2, Action.SURVEY_COMPLETE, Typing.NUMBERS));

        assertThat(
                        database.rows(
                                "select survey_name, question_id, question_title, option_id, option_value, answers from survey_result order by 2, 4"))
                .containsExactly(
                        "Fit check|301|Team size?|12|2 to 5|2",
                        "Fit check|301|Team size?|15|Remote|2",
                        "Fit check|302|Which tools do you use?|18|Spreadsheets|2");
    }

    @Test
    void keepsAQuestionThatWasLeftOpen() {
        mirror.tell(event(
                1,
                "survey_complete",
                "{\"id\":7}",
                "{\"survey\":{\"survey_id\":77,\"questions\":[{\"question_id\":301,\"answers\":[]}]}}"));

        assertThat(database.rows("select position, question_id, option_id from survey_answer"))
                .containsExactly("0|301|-");
    }

    @Test
    void keepsEveryVisitHoweverEqualItLooks() {
        var page = "{\"kartra_page\":{\"kartra_page_id\":904,\"kartra_page_name\":\"Sales A\"}}";
        mirror.tell(event(1, "kartra_page_visit", "{\"id\":7}", page));
        mirror.tell(event(2, "kartra_page_visit", "{\"id\":7}", page));
        mirror.tell(again(2, "kartra_page_visit", "{\"id\":7}", page));

        assertThat(database.rows("select lead_key, kartra_page_id from page_visit"))
                .containsExactly("i:7|904", "i:7|904");
    }

    @Test
    void keepsWhatDoesNotNameItsNoun() {
        mirror.tell(event(1, "filled_form", "{\"id\":7}", "{}"));
        mirror.tell(event(2, "video_play", "{\"id\":7}", "{\"video\":{\"video_name\":\"Intro\"}}"));

        assertThat(database.rows("select form_id from form_submission")).containsExactly("-");
        assertThat(database.rows("select video_id, completed from video_view")).containsExactly("-|FALSE");
    }

    @Test
    void keepsSinceWhenALeadSellsAProduct() {
        var product =
                "{\"product\":{\"product_id\":4417,\"product_name\":\"course-a\",\"official_product_name\":\"Course A\"}}";
        mirror.tell(event(2, "affiliate_signup", "{\"id\":7}", product));
        mirror.tell(event(1, "affiliate_signup", "{\"id\":7}", product));
        mirror.tell(event(3, "jv_signup", "{\"id\":7}", product));

        assertThat(
                        database.rows(
                                "select lead_key, product_id, role, received_at at time zone 'UTC' from product_signup order by role"))
                .containsExactly("i:7|4417|AFFILIATE|2026-04-20 12:00:01+00", "i:7|4417|JV|2026-04-20 12:00:03+00");
        assertThat(database.rows(
                        "select product_name, official_product_name, named_by, official_named_by from product"))
                .containsExactly("course-a|Course A|%s|%s".formatted(delivery(2), delivery(2)));
    }

    @Test
    void showsTheHistoryOfAnAddress() {
        mirror.tell(event(
                1,
                "assign_tag",
                "{\"id\":7,\"email\":\"Mira@Example.org\"}",
                "{\"tag\":{\"tag_id\":5,\"tag_name\":\"A\"}}"));
        mirror.tell(event(2, "webinar_attended", "{\"id\":7,\"email\":\"Mira@Example.org\"}", "{}"));

        assertThat(
                        database.rows(
                                "select action, subject, delivery_id from lead_history where email = 'mira@example.org' order by received_at"))
                .containsExactly("assign_tag|A|" + delivery(1), "webinar_attended|-|" + delivery(2));
    }
}
