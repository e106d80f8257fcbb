package dev.kartrainbox.simulator;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What may be done to a notification that stays a JSON object. */
final class Edits {

    private static final Set<String> WHO = Set.of("lead.id", "lead.email");
    private static final Set<String> COUNTS = Set.of("score", "points", "blacklisted", "gdpr_lead_status");
    private static final Set<String> TEXTS = Set.of("sales_tax_id", "calendar_subscription_id");
    private static final String TRANSACTION = "action_details.transaction_details";
    private static final String ZERO_DATE = "0000-00-00 00:00:00";

    private Edits() {}

    /** A value for the key on top, which may be new. */
    static JsonObject top(JsonObject notification, String key, JsonValue value) {
        return Rewrite.JSON.createObjectBuilder(notification).add(key, value).build();
    }

    static JsonObject unknownAction(JsonObject notification, Chance chance) {
        return top(notification, "action", Json.createValue("simulated_action"));
    }

    static JsonObject unknownKeys(JsonObject notification, Chance chance) {
        var lead = Rewrite.JSON
                .createObjectBuilder(notification.getJsonObject("lead"))
                .add("simulated_key", Rewrite.JSON.createObjectBuilder().add("depth", 2))
                .build();
        return top(top(notification, "lead", lead), "simulated_key", Json.createValue("new"));
    }

    /** Never one that tells whose it is. */
    static JsonObject missingKey(JsonObject notification, Chance chance) {
        var gone = chance.oneOf(places(
                notification,
                path -> !WHO.contains(path) && (path.startsWith("lead.") || path.startsWith("action_details."))));
        return without(notification, Set.of(gone));
    }

    /** Another value where a number belongs, wherever that is. */
    static JsonObject numberReplaced(JsonObject notification, Chance chance, JsonValue value) {
        var place = chance.oneOf(places(notification, Edits::isNumber));
        return put(notification, place, value);
    }

    private static boolean isNumber(String path) {
        var key = path.substring(path.lastIndexOf('.') + 1);
        return COUNTS.contains(key) || (key.endsWith("_id") && !TEXTS.contains(key));
    }

    /** As the transaction was described before its keys were renamed. */
    static JsonObject buyerKeys(JsonObject notification, Chance chance) {
        var renamed = Rewrite.JSON.createObjectBuilder();
        notification
                .getJsonObject("action_details")
                .getJsonObject("transaction_details")
                .forEach((key, value) -> renamed.add(key.replaceFirst("^lead_", "buyer_"), value));
        return put(notification, TRANSACTION, renamed.build());
    }

    /** A form in a wrapper of its own name: Kartra documents {@code tag}, perhaps by mistake. */
    static JsonObject formWrapper(JsonObject notification, Chance chance) {
        var wrapped = Rewrite.JSON.createObjectBuilder().add("form", form(notification));
        return put(notification, "action_details", wrapped.build());
    }

    static JsonObject noFormWrapper(JsonObject notification, Chance chance) {
        return put(notification, "action_details", form(notification));
    }

    private static JsonObject form(JsonObject notification) {
        return notification.getJsonObject("action_details").getJsonObject("tag");
    }

    /** Kartra's word for nothing, wherever the lead says nothing. */
    static JsonObject notAvailable(JsonObject notification, Chance chance) {
        return Rewrite.of(notification, (path, value) -> {
            var blank = path.startsWith("lead.")
                    && value instanceof JsonString text
                    && text.getChars().isEmpty();
            return Optional.of(blank ? Json.createValue("N/A") : value);
        });
    }

    static JsonObject zeroDates(JsonObject notification, Chance chance) {
        return Rewrite.of(
                notification,
                (path, value) -> Optional.of(path.contains("date") ? Json.createValue(ZERO_DATE) : value));
    }

    /** PHP writes an empty object as an empty array. */
    static JsonObject emptyArrayForObject(JsonObject notification, Chance chance) {
        return put(notification, "lead.custom_fields[0]", JsonValue.EMPTY_JSON_ARRAY);
    }

    /** A lead of whom nothing tells who it is. */
    static JsonObject nobody(JsonObject notification, Chance chance) {
        return without(notification, WHO);
    }

    static JsonObject without(JsonObject notification, Set<String> places) {
        return Rewrite.of(notification, (path, value) -> places.contains(path) ? Optional.empty() : Optional.of(value));
    }

    static JsonObject put(JsonObject notification, String place, JsonValue other) {
        return Rewrite.of(notification, (path, value) -> Optional.of(path.equals(place) ? other : value));
    }

    private static List<String> places(JsonObject notification, Predicate<String> wanted) {
        var places = new ArrayList<String>();
        Rewrite.of(notification, (path, value) -> {
            var scalar = value.getValueType() != ValueType.OBJECT && value.getValueType() != ValueType.ARRAY;
            if (scalar && wanted.test(path)) {
                places.add(path);
            }
            return Optional.of(value);
        });
        return places;
    }
}
