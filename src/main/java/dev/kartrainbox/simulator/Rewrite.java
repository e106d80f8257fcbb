package dev.kartrainbox.simulator;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;

/** Makes a JSON object anew with some values replaced, and all keys in their order. */
final class Rewrite {

    static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    /** What shall stand at a place. */
    @FunctionalInterface
    interface Replacement {

        /** The value for the place; the one that came if it stays, empty if it goes, key and all. */
        Optional<JsonValue> at(String path, JsonValue value);
    }

    private final Replacement replacement;

    private Rewrite(Replacement replacement) {
        this.replacement = replacement;
    }

    /** The object, each value replaced; paths read like {@code lead.custom_fields[0].field_id}. */
    static JsonObject of(JsonObject object, Replacement replacement) {
        return new Rewrite(replacement).object(object, "");
    }

    private JsonObject object(JsonObject object, String path) {
        var rewritten = JSON.createObjectBuilder();
        object.forEach((key, value) ->
                value(value, path.isEmpty() ? key : path + "." + key).ifPresent(kept -> rewritten.add(key, kept)));
        return rewritten.build();
    }

    private JsonArray array(JsonArray array, String path) {
        var rewritten = JSON.createArrayBuilder();
        for (int i = 0; i < array.size(); i++) {
            value(array.get(i), path + "[" + i + "]").ifPresent(rewritten::add);
        }
        return rewritten.build();
    }

    private Optional<JsonValue> value(JsonValue value, String path) {
        return replacement
                .at(path, value)
                .map(replaced -> isInside(value, replaced) ? inside(replaced, path) : replaced);
    }

    /** What was put in as a whole is not looked into: only a value that came has places. */
    @SuppressWarnings("ReferenceEquality") // equal is not enough: the one that came
    private static boolean isInside(JsonValue came, JsonValue replaced) {
        return came == replaced;
    }

    private JsonValue inside(JsonValue value, String path) {
        if (value instanceof JsonObject object) {
            return object(object, path);
        }
        return value instanceof JsonArray array ? array(array, path) : value;
    }
}
