package dev.kartrainbox.operations;

import static dev.kartrainbox.operations.Account.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.State;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveriesTest {

    private static final String PURCHASE = """
            {"lead":{"id":7,"email":"mira@example.org"},"action":"buy_product","action_details":{"transaction_details":\
            {"transaction_id":"880411","product_id":"4417","product_name":"Course"}}}""";

    private final Account account = new Account();
    private final Deliveries deliveries = new Deliveries();

    DeliveriesTest() {
        deliveries.entityManager = account.operations.entityManager;
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void findPaymentsWithTheirRepetitions() {
        var bought = account.receives(PURCHASE);
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        var again = account.receives(PURCHASE);
        account.node.work();

        assertThat(found(search(null, null, null, null, 880411L, null))).containsExactly(again, bought);
        assertThat(found(search(null, null, null, null, null, 4417L))).containsExactly(bought);
        assertThat(found(search(null, null, null, null, 880412L, null))).isEmpty();
        assertThat(deliveries.repetitions(bought)).containsExactly(again);
        assertThat(found(search(State.DUPLICATE, null, null, null, 880411L, null)))
                .containsExactly(again);
    }

    @Test
    void findByAddressWhatWasToldAndWhatWaits() {
        var told = account.receives(PURCHASE);
        account.node.work();
        var waits = account.receives(PURCHASE.replace("880411", "5"));
        var ofNobodyKnown = account.receives(
                PURCHASE.replace("880411", "6").replace("mira@", "other@").replace("\"id\":7", "\"id\":8"));

        assertThat(found(search(null, null, null, "Mira@Example.org", null, null)))
                .containsExactly(waits, told);
        assertThat(found(search(null, null, null, "other@example.org", null, null)))
                .containsExactly(ofNobodyKnown);
        assertThat(found(search(null, null, 7L, null, null, null))).containsExactly(waits, told);
        assertThat(found(search(State.RECEIVED, null, null, "mira@example.org", null, null)))
                .containsExactly(waits);
    }

    @ParameterizedTest
    @CsvSource({"RECEIVED,1", "PROCESSED,1", "PARKED,0"})
    void areFoundAndCountedByState(State state, int count) {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        account.receives(tag("assign_tag", "\"id\":8", "A"));

        assertThat(found(search(state, null, null, null, null, null))).hasSize(count);
        assertThat(deliveries.counts()).containsEntry(state, (long) count);
    }

    @Test
    void comeInPagesTheNewestFirst() {
        var first = account.receives(tag("assign_tag", "\"id\":7", "A"));
        var second = account.receives(tag("unassign_tag", "\"id\":7", "A"));
        var third = account.receives(tag("assign_tag", "\"id\":8", "A"));
        var all = search(null, null, null, null, null, null);

        assertThat(deliveries.search(all, null, 2)).extracting(Delivery::id).containsExactly(third, second);
        assertThat(deliveries.search(all, second, 2)).extracting(Delivery::id).containsExactly(first);
        assertThat(found(search(null, "unassign_tag", null, null, null, null))).containsExactly(second);
    }

    private List<UUID> found(Search search) {
        return deliveries.search(search, null, 10).stream().map(Delivery::id).toList();
    }

    private static Search search(State state, String action, Long lead, String email, Long transaction, Long product) {
        return new Search(state, action, null, null, null, lead, email, transaction, product);
    }
}
