package dev.kartrainbox.kartra;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tells facts about money apart. Numbers sent as text make the same key as numbers, and so do keys in another order. */
final class FactKey {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,10})?");

    private FactKey() {}

    static Optional<String> of(CommerceEvent event) {
        return event.transaction().id().filter(id -> id > 0).map(id -> {
            var key = event.action() + ":" + id;
            var repetition = Action.of(event.action()).map(Action::repetition).orElse(Repetition.NEVER);
            return repetition == Repetition.SAME_TRANSACTION_AND_DETAILS ? key + ":" + sha256(details(event)) : key;
        });
    }

    private static String details(CommerceEvent event) {
        return canonical(event.raw().getOrDefault("action_details", JsonValue.NULL))
                .toString();
    }

    private static JsonValue canonical(JsonValue value) {
        if (value instanceof JsonObject object) {
            var sorted = JSON.createObjectBuilder();
            new TreeMap<>(object).forEach((key, inner) -> sorted.add(key, canonical(inner)));
            return sorted.build();
        }
        if (value instanceof JsonArray array) {
            var elements = JSON.createArrayBuilder();
            array.forEach(inner -> elements.add(canonical(inner)));
            return elements.build();
        }
        if (value instanceof JsonString string) {
            return JSON.createValue(plain(string.getString()));
        }
        return value instanceof JsonNumber number ? JSON.createValue(plain(number.toString())) : value;
    }

    private static String plain(String text) {
        return NUMBER.matcher(text).matches()
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }

    private static String sha256(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
