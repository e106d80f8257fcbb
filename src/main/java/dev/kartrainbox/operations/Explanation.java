package dev.kartrainbox.operations;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Unexpected;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a notification.
 *
 * @param problem why it cannot be read, for an operator; absent where it can
 * @param event what it would be told as; absent where it cannot be read
 * @param values what was bound, under the names of Kartra's keys
 */
public record Explanation(
        @Nullable String problem, @Nullable KartraEvent event, JsonObject values) {

    static Explanation unreadable(String problem) {
        return new Explanation(problem, null, JsonValue.EMPTY_JSON_OBJECT);
    }

    static Explanation of(KartraEvent event, JsonObject values) {
        return new Explanation(null, event, values);
    }

    /** Why it would be kept as {@code QUARANTINED}, with line and column where that is known; empty where it can be read. */
    public Optional<String> whyUnreadable() {
        return Optional.ofNullable(problem);
    }

    /** What observers would be told; empty where it cannot be read. */
    public Optional<KartraEvent> told() {
        return Optional.ofNullable(event);
    }

    /** What does not look as documented. */
    public List<Unexpected> unexpected() {
        return event == null ? List.of() : event.unexpected();
    }
}
