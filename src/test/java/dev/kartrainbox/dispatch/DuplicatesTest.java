package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which deliveries repeat another, by the rule of their action. */
class DuplicatesTest {

    private static InMemoryDatabase database;

    private final Ids ids = new Ids();
    private Node node;
    private FakeObserver observer;

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
        observer = node.observer("Observer.on", KartraEvent.class, 1);
    }

    @AfterEach
    void forget() {
        node.entityManager.close();
        database.forget();
    }

    @Test
    void aPurchaseIsToldOnceHoweverItIsTyped() {
        var first = keep(new Sample(Action.BUY_PRODUCT, Typing.STRINGS).body(), NOON);
        keep(new Sample(Action.BUY_PRODUCT, Typing.NUMBERS).body(), NOON.plusSeconds(86_400));
        node.work();
        keep(new Sample(Action.BUY_PRODUCT, Typing.NUMBERS).body(), NOON.plusSeconds(90_000));
        node.work();

        assertThat(observer.told).hasSize(1);
        assertThat(database.rows("select state, duplicate_of, last_error from delivery order by id"))
                .containsExactly(
                        "PROCESSED|-|-",
                        "DUPLICATE|%s|the same action and transaction id".formatted(first),
                        "DUPLICATE|%s|the same action and transaction id".formatted(first));
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void aRefundIsNoRepetitionOfThePurchase() {
        keep(transaction("buy_product", "\"transaction_id\":7"), NOON);
        keep(transaction("refund_product", "\"transaction_id\":7"), NOON);

        node.work();

        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial_refund_product", "cancel_subscription"})
    void severalOfOneTransactionAreToldWhereTheirDetailsDiffer(String action) {
        keep(transaction(action, "\"transaction_id\":7,\"transaction_full_amount\":10"), NOON);
        keep(transaction(action, "\"transaction_id\":7,\"transaction_full_amount\":12"), NOON);
        keep(transaction(action, "\"transaction_id\":7,\"transaction_full_amount\":\"10.00\""), NOON);

        node.work();

        assertThat(states()).containsExactly("PROCESSED", "PROCESSED", "DUPLICATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":1", "\"transaction_id\":0", "\"transaction_id\":\"N/A\""})
    void whatNamesNoTransactionIsAlwaysTold(String details) {
        keep(transaction("buy_product", details), NOON);
        keep(transaction("buy_product", details), NOON);

        node.work();

        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
    }

    @Test
    void aFailedDeliveryMakesNoLaterOneADuplicateUntilItIsIsolated() {
        var repeated = transaction("buy_product", "\"transaction_id\":7");
        keep(repeated, NOON);
        observer.work = event -> {
            throw new IllegalStateException();
        };

        node.step();

        assertThat(database.rows("select count(*) from observer_task")).containsExactly("1");
        assertThat(database.rows("select count(*) from commerce_fact")).containsExactly("1");
    }

    @Test
    void anEqualBodyShortlyAfterIsHeldBack() {
        var first = keep(tag("assign_tag"), NOON);
        keep(tag("assign_tag"), NOON.plusSeconds(59));

        node.work();

        assertThat(observer.told).hasSize(1);
        assertThat(database.rows("select state, duplicate_of from delivery order by id"))
                .containsExactly("PROCESSED|-", "DUPLICATE|" + first);
    }

    @Test
    void anEqualBodyLaterIsAnotherFact() {
        keep(tag("assign_tag"), NOON);
        keep(tag("assign_tag"), NOON.plusSeconds(60));

        node.work();

        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
    }

    @Test
    void assignUnassignAssignAreThreeFacts() {
        keep(tag("assign_tag"), NOON);
        keep(tag("unassign_tag"), NOON.plusSeconds(1));
        keep(tag("assign_tag"), NOON.plusSeconds(2));

        node.work();

        assertThat(states()).containsExactly("PROCESSED", "PROCESSED", "PROCESSED");
    }

    @Test
    void anEqualBodyAfterOneThatWasParkedIsTold() {
        node.givesUpAfter(2);
        observer.work = event -> {
            throw new IllegalStateException();
        };
        keep(tag("assign_tag"), NOON);
        node.work();
        observer.work = event -> {};
        keep(tag("assign_tag"), NOON.plusSeconds(1));

        node.work();

        assertThat(states()).containsExactly("PARKED", "PROCESSED");
    }

    @ParameterizedTest
    @EnumSource(names = {"KARTRA_PAGE_VISIT", "VIDEO_PLAY", "VIDEO_COMPLETE", "CLICK_PAGE_SPLIT_TEST_LINK"})
    void visitsViewsAndClicksAreAlwaysTold(Action action) {
        for (int i = 0; i < 3; i++) {
            keep(new Sample(action, Typing.STRINGS).body(), NOON);
        }

        node.work();

        assertThat(states()).containsExactly("PROCESSED", "PROCESSED", "PROCESSED");
    }

    @Test
    void anUnknownActionIsAlwaysTold() {
        keep(tag("webinar_attended"), NOON);
        keep(tag("webinar_attended"), NOON);

        node.work();

        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
    }

    @Test
    void whatIsReleasedIsToldAndSaysSo() {
        var body = transaction("buy_product", "\"transaction_id\":7");
        keep(body, NOON);
        var duplicate = keep(body, NOON);
        node.work();
        database.execute(
                "insert into queue (delivery_id, lane, lead_key, due_at, replayed, released) select id, lane, lead_key, received_at, true, true from delivery where id = '%s'"
                        .formatted(duplicate));

        node.work();

        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
        assertThat(observer.told)
                .extracting(event -> event.envelope().released())
                .containsExactly(false, true);
        assertThat(database.rows("select count(*) from commerce_fact")).containsExactly("1");
    }

    @Test
    void aReplayIsNoRepetitionOfItself() {
        var id = keep(transaction("buy_product", "\"transaction_id\":7"), NOON);
        node.work();
        database.execute(
                "insert into queue (delivery_id, lane, lead_key, due_at, replayed) select id, lane, lead_key, received_at, true from delivery where id = '%s'"
                        .formatted(id));

        node.work();

        assertThat(states()).containsExactly("PROCESSED");
        assertThat(observer.told).hasSize(2);
    }

    private static List<String> states() {
        return database.rows("select state from delivery order by id");
    }

    private static byte[] tag(String action) {
        return "{\"lead\":{\"id\":7},\"action\":\"%s\",\"action_details\":{\"tag\":{\"tag_id\":5,\"tag_name\":\"A\"}}}"
                .formatted(action)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] transaction(String action, String details) {
        return "{\"lead\":{\"id\":7},\"action\":\"%s\",\"action_details\":{\"transaction_details\":{%s}}}"
                .formatted(action, details)
                .getBytes(StandardCharsets.UTF_8);
    }

    private UUID keep(byte[] body, Instant at) {
        node.at(at);
        return database.keeps(ids.next(), at, FirstLook.at(body, null), body).id();
    }
}
