package dev.kartrainbox;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What somebody would know of a Kartra account who read every notification by hand, in the order of sending: the plainest
 * reckoning there is, to hold the mirror against.
 */
final class Account {

    private final Set<String> tagHolders = new TreeSet<>();
    private final Set<String> members = new TreeSet<>();
    private final Map<String, Revenue> revenue = new TreeMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Map<String, List<String>> histories = new HashMap<>();

    private static final class Revenue {

        private int purchases;
        private BigDecimal revenue = BigDecimal.ZERO;
        private int refunds;
        private BigDecimal refunded = BigDecimal.ZERO;
        private int cancellations;
    }

    /** Takes note of one notification. */
    void hear(byte[] body) {
        JsonObject notification;
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            notification = reader.readObject();
        }
        var action = notification.getString("action");
        var lead = notification.getJsonObject("lead");
        var details = notification.getJsonObject("action_details");
        histories
                .computeIfAbsent(text(lead, "email"), none -> new ArrayList<>())
                .add(text(lead, "email") + "|" + action);
        switch (action) {
            case "assign_tag" -> tagHolders.add(text(details.getJsonObject("tag"), "tag_id") + "|" + text(lead, "id"));
            case "unassign_tag" ->
                tagHolders.remove(text(details.getJsonObject("tag"), "tag_id") + "|" + text(lead, "id"));
            case "membership_granted" -> members.add(access(details.getJsonObject("membership"), lead));
            case "membership_revoked" -> members.remove(access(details.getJsonObject("membership"), lead));
            case "survey_complete" -> survey(details.getJsonObject("survey").getJsonArray("questions"));
            case "buy_product", "refund_product", "partial_refund_product", "cancel_subscription" ->
                money(action, details.getJsonObject("transaction_details"));
            default -> {}
        }
    }

    private static String access(JsonObject membership, JsonObject lead) {
        return text(membership, "membership_id") + "|" + text(membership, "level_id") + "|" + text(lead, "id");
    }

    private void survey(JsonArray questions) {
        for (var question : questions.getValuesAs(JsonObject.class)) {
            for (var answer : question.getJsonArray("answers").getValuesAs(JsonObject.class)) {
                answers.merge(text(question, "question_id") + "|" + text(answer, "option_id"), 1, Integer::sum);
            }
        }
    }

    private void money(String action, JsonObject transaction) {
        var sum = revenue.computeIfAbsent(text(transaction, "product_id"), none -> new Revenue());
        if (action.equals("cancel_subscription")) {
            sum.cancellations++;
            return;
        }
        var amount = new BigDecimal(text(transaction, "transaction_full_amount"));
        if (action.equals("buy_product")) {
            sum.purchases++;
            sum.revenue = sum.revenue.add(amount);
        } else {
            sum.refunds++;
            sum.refunded = sum.refunded.add(amount.abs());
        }
    }

    /** Tag and lead. */
    List<String> tagHolders() {
        return List.copyOf(tagHolders);
    }

    /** Membership, level and lead. */
    List<String> members() {
        return List.copyOf(members);
    }

    /** Product, purchases, what they brought, refunds, what they took, cancellations. */
    List<String> revenue() {
        return revenue.entrySet().stream()
                .map(entry -> "%s|%d|%s|%d|%s|%d"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().purchases,
                                entry.getValue().revenue.setScale(2, RoundingMode.UNNECESSARY),
                                entry.getValue().refunds,
                                entry.getValue().refunded.setScale(2, RoundingMode.UNNECESSARY),
                                entry.getValue().cancellations))
                .toList();
    }

    /** Question, answer, how often. */
    List<String> surveyResults() {
        return answers.entrySet().stream()
                .map(entry -> entry.getKey() + "|" + entry.getValue())
                .toList();
    }

    /** Address and action, in the order of sending. */
    List<String> history(String email) {
        return histories.getOrDefault(email, List.of());
    }

    private static String text(JsonObject object, String key) {
        JsonValue value = object.get(key);
        if (value instanceof JsonString string) {
            return string.getString();
        }
        if (value instanceof JsonNumber number) {
            return number.toString();
        }
        throw new IllegalArgumentException(key + " in " + object);
    }
}
