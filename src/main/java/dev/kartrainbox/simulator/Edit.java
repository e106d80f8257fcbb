package dev.kartrainbox.simulator;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Makes of a notification that is as documented one that is not. */
@FunctionalInterface
interface Edit {

    /** The bytes to be sent in place of the notification. */
    byte[] of(JsonObject notification, Chance chance);

    /** Another JSON object. */
    static Edit json(BiFunction<JsonObject, Chance, JsonObject> edit) {
        return (notification, chance) -> bytes(edit.apply(notification, chance).toString());
    }

    /** Another text. */
    static Edit text(UnaryOperator<String> edit) {
        return (notification, chance) -> bytes(edit.apply(notification.toString()));
    }

    /** As it is. */
    static byte[] bytes(JsonObject notification) {
        return bytes(notification.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
