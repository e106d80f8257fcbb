package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.Bindings;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.ProductPurchased;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import dev.kartrainbox.kartra.UnrecognizedEvent;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainTest {

    private final Explain explain = new Explain();

    @BeforeEach
    void prepare() {
        explain.binding = Bindings.inZone("America/New_York");
        explain.clock = Clock.systemUTC();
    }

    @Test
    void explainsAGoodPayload() {
        var explanation = explain.body(new Sample(Action.BUY_PRODUCT, Typing.STRINGS).body(), null);

        assertThat(explanation.whyUnreadable()).isEmpty();
        assertThat(explanation.told()).containsInstanceOf(ProductPurchased.class);
        assertThat(explanation.unexpected()).isEmpty();
        assertThat(explanation.values().getJsonObject("lead").getInt("id")).isEqualTo(731904);
        assertThat(explanation.values().getJsonObject("transaction")).isEqualTo(json("""
                {"transaction_id": 880411, "transaction_quantity": 1, "transaction_full_amount": 97.00, "lead_id": 731904,
                 "lead_first_name": "Mira", "lead_last_name": "Okafor", "lead_email": "mira.okafor@example.org",
                 "lead_username": "mira731904", "product_id": 4417, "product_name": "Course A", "product_price_point": 1}"""));
    }

    @Test
    void explainsAnOddPayload() {
        var explanation = explain.body(utf8("""
                {"lead": {"id": "7", "score": [1]}, "action": "webinar_attended", "action_details": {"webinar": 4},}"""), null);

        assertThat(explanation.told()).containsInstanceOf(UnrecognizedEvent.class);
        assertThat(explanation.unexpected())
                .containsExactlyInAnyOrder(
                        new Unexpected("action", Kind.UNKNOWN_ACTION),
                        new Unexpected("lead.score", Kind.WRONG_TYPE),
                        new Unexpected("trailing commas", Kind.REPAIRED));
        assertThat(explanation.values()).hasToString("{\"lead\":{\"id\":7},\"details\":{\"webinar\":4}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"lead\":                                                    | not JSON at line 1, column 9",
                "{\"lead\":{\"id\":1}}                                         | JSON, but not a notification: it has no action",
                "{\"action\":\"assign_tag\"} | JSON, but not a notification: its lead has neither an id nor an e-mail address"
            })
    void explainsABrokenPayload(String body, String reason) {
        var explanation = explain.body(utf8(body), null);

        assertThat(explanation.whyUnreadable()).contains(reason);
        assertThat(explanation.told()).isEmpty();
        assertThat(explanation.values()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.kartrainbox.kartra.Sample#all")
    void showsTheValuesOfEveryAction(Sample sample) {
        var values = explain.body(sample.body(), null).values();

        assertThat(values.keySet()).contains("lead").hasSizeGreaterThan(1);
        assertThat(values.values()).noneMatch(part -> part.toString().equals("{}"));
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
