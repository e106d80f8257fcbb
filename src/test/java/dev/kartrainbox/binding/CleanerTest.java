package dev.kartrainbox.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no documented action of this release carries yet: amounts, objects in objects, parts of any shape. */
class CleanerTest {

    private final Set<Unexpected> unexpected = new TreeSet<>(Comparator.comparing(Unexpected::toString));

    @ParameterizedTest
    @CsvSource({
        "97.00, 97.00",
        "\"97.00\", 97.00",
        "\" 0.00 \", 0.00",
        "-5, -5",
        "\"+12.5\", 12.5",
        "123456789012345, 123456789012345"
    })
    void keepsAnAmountToItsLastDigit(String json, BigDecimal amount) {
        var clean = clean("{\"amount\":%s}".formatted(json));

        assertThat(clean.getJsonNumber("amount").bigDecimalValue()).isEqualTo(amount);
        assertThat(unexpected).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e3", "\"1,000.00\"", "\"$5\"", "1234567890123456", "true", "[5]", "\"5.\"", "0.12345678901"})
    void leavesOutAnAmountThatIsNone(String json) {
        var clean = clean("{\"amount\":%s}".formatted(json));

        assertThat(clean).isEmpty();
        assertThat(unexpected).containsExactly(new Unexpected("payment.amount", Kind.WRONG_TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"N/A\"", "\"\""})
    void takesNoAmountForCleared(String json) {
        var clean = clean("{\"amount\":%s}".formatted(json));

        assertThat(clean).containsEntry("amount", JsonValue.NULL);
        assertThat(unexpected).isEmpty();
    }

    @Test
    void leavesAPartOfAnyShapeAsItIs() {
        var json = "{\"events\":[{\"start\":\"N/A\",\"x\":[1.50,null,\"\"]}]}";

        var clean = clean(json);

        assertThat(clean).isEqualTo(read(json));
        assertThat(unexpected).isEmpty();
    }

    @Test
    void cleansAnObjectInAnObject() {
        var clean = clean("{\"parent\":{\"amount\":\"1.20\",\"more\":1,\"parent\":[]}}");

        assertThat(clean).isEqualTo(read("{\"parent\":{\"amount\":1.20}}"));
        assertThat(unexpected).containsExactly(new Unexpected("payment.parent.more", Kind.UNKNOWN_KEY));
    }

    @Test
    void letsNoFieldBeReachedThatHasNoDocumentedKey() {
        var clean = clean("{\"id\":1,\"secret\":1,\"woven\":1,\"static\":1}");

        assertThat(clean).isEmpty();
        assertThat(unexpected)
                .extracting(Unexpected::kind)
                .containsExactly(Kind.UNKNOWN_KEY, Kind.UNKNOWN_KEY, Kind.UNKNOWN_KEY, Kind.UNKNOWN_KEY);
    }

    private JsonObject clean(String json) {
        return new Cleaner(ZoneOffset.UTC, null, unexpected).object(read(json), Shape.of(Payment.class), "payment");
    }

    private static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    @SuppressWarnings("unused")
    static class Payment {

        @JsonbTransient
        @Column(name = "id")
        private Long id;

        private Long woven;

        @Column(name = "amount")
        private BigDecimal amount;

        @Column(name = "events")
        private JsonValue events;

        @Column(name = "parent")
        private Payment parent;
    }
}
