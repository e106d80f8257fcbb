package dev.kartrainbox.binding;

import static dev.kartrainbox.binding.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.Envelope;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes two deliveries about money the same fact. */
class FactKeyTest {

    private final Binding binding = Bindings.inZone("America/New_York");

    @Test
    void isTheTransactionOfAPurchase() throws Exception {
        assertThat(key("buy_product", "\"transaction_id\":7,\"product_id\":1")).contains("buy_product:7");
        assertThat(key("buy_product", "\"transaction_id\":\"7\",\"product_id\":2"))
                .contains("buy_product:7");
        assertThat(key("refund_product", "\"transaction_id\":7")).contains("refund_product:7");
    }

    @Test
    void tellsTwoPartialRefundsOfOneTransactionApart() throws Exception {
        var first = key("partial_refund_product", "\"transaction_id\":7,\"transaction_full_amount\":10.00");
        var second = key("partial_refund_product", "\"transaction_id\":7,\"transaction_full_amount\":12.00");

        assertThat(first).isPresent().isNotEqualTo(second);
        assertThat(first.orElseThrow()).startsWith("partial_refund_product:7:").hasSizeLessThan(255);
    }

    @Test
    void isTheSameHoweverTheDetailsAreTyped() throws Exception {
        var numbers = key("cancel_subscription", "\"transaction_id\":7,\"a\":{\"b\":10.00,\"c\":[1,\"x\"]}");
        var strings = key("cancel_subscription", "\"a\":{\"c\":[\"1\",\"x\"],\"b\":\"10\"},\"transaction_id\":\"7\"");

        assertThat(numbers).isPresent().isEqualTo(strings);
    }

    @Test
    void isNotForgedByTextThatLooksLikeStructure() throws Exception {
        var one = key("cancel_subscription", "\"transaction_id\":7,\"a\":\"x\",\"b\":\"y\"");
        var other = key("cancel_subscription", "\"transaction_id\":7,\"a\":\"x\\\",\\\"b\\\":\\\"y\"");

        assertThat(one).isPresent().isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"product_id\":1",
                "\"transaction_id\":0",
                "\"transaction_id\":\"0\"",
                "\"transaction_id\":\"N/A\"",
                "\"transaction_id\":\"\"",
                "\"transaction_id\":null",
                "\"transaction_id\":-7",
                "\"transaction_id\":\"PAY-1\""
            })
    void isAbsentWhereNoTransactionIsNamed(String details) throws Exception {
        assertThat(key("buy_product", details)).isEmpty();
        assertThat(key("partial_refund_product", details)).isEmpty();
    }

    private Optional<String> key(String action, String details) throws UnreadableException {
        var body = "{\"lead\":{\"id\":1},\"action\":\"%s\",\"action_details\":{\"transaction_details\":{%s}}}"
                .formatted(action, details);
        var event = binding.bind(new Envelope(new UUID(0, 1), Instant.EPOCH, 1, false), utf8(body), null);
        return ((CommerceEvent) event).factKey();
    }
}
