package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Sample;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The samples, to be filled with other values. No key is added, none is lost, and a number stays written as it was: what Kartra
 * does not document cannot get in here by mistake.
 */
final class Drafts {

    private static final JsonProvider JSON = JsonProvider.provider();

    private final Map<Pair, JsonObject> read = new HashMap<>();

    private record Pair(Sample sample, Sample lead) {}

    /**
     * The sample about somebody else.
     *
     * @param lead the sample whose lead the person looks like, in the same typing
     * @param values by path, as {@link Rewrite} has them; text, whole numbers, and amounts with their digits
     * @throws IllegalStateException if the sample has no such place
     */
    JsonObject filled(Sample sample, Sample lead, Map<String, Object> values) {
        var used = new HashSet<String>();
        var filled = Rewrite.of(read.computeIfAbsent(new Pair(sample, lead), Drafts::read), (path, value) -> {
            var other = values.get(path);
            if (other == null) {
                return Optional.of(value);
            }
            used.add(path);
            return Optional.of(writtenAs(value, other, path));
        });
        requireAll(values.keySet(), used);
        return filled;
    }

    private static JsonObject read(Pair pair) {
        var lead = read(pair.lead()).getJsonObject("lead");
        return Rewrite.of(read(pair.sample()), (path, value) -> Optional.of(path.equals("lead") ? lead : value));
    }

    private static JsonObject read(Sample sample) {
        try (var reader = Json.createReader(new ByteArrayInputStream(sample.body()))) {
            return reader.readObject();
        }
    }

    private static JsonValue writtenAs(JsonValue before, Object value, String path) {
        if (before instanceof JsonString) {
            return JSON.createValue(value instanceof BigDecimal amount ? amount.toPlainString() : value.toString());
        }
        if (before instanceof JsonNumber && value instanceof Number number) {
            return number instanceof BigDecimal amount
                    ? JSON.createValue(amount)
                    : JSON.createValue(number.longValue());
        }
        throw new IllegalStateException("no text or number of this kind stands at " + path);
    }

    private static void requireAll(Set<String> wanted, Set<String> used) {
        for (var path : wanted) {
            if (!used.contains(path)) {
                throw new IllegalStateException("the sample has no " + path);
            }
        }
    }
}
