package dev.kartrainbox.binding;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the details of an action. By the action alone, never by the name of the wrapper: a form comes in one that is named after
 * tags.
 */
final class Details {

    private static final String PATH = "action_details";

    private final Action action;
    private final Shape shape;
    private final Cleaner cleaner;
    private final Set<Unexpected> unexpected;

    Details(Action action, Cleaner cleaner, Set<Unexpected> unexpected) {
        this.action = action;
        this.shape = Shape.of(action.details());
        this.cleaner = cleaner;
        this.unexpected = unexpected;
    }

    /** What is documented for the action, out of the value of {@code action_details}; nothing where that cannot be found. */
    JsonObject in(JsonValue came) {
        var outer = cleaner.objectOf(came, PATH).orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (action.wrappers().isEmpty()) {
            return cleaner.object(outer, shape, PATH);
        }
        var wrapper = action.wrappers().stream()
                .filter(name -> outer.get(name) instanceof JsonObject)
                .findFirst();
        return wrapper.isPresent() ? wrapped(outer, wrapper.get()) : unwrapped(outer);
    }

    private JsonObject wrapped(JsonObject outer, String wrapper) {
        var path = Paths.key(PATH, wrapper);
        if (!wrapper.equals(documentedWrapper())) {
            unexpected.add(new Unexpected(path, Kind.RENAMED_KEY));
        }
        reportOthers(outer, wrapper);
        return cleaner.object(outer.getJsonObject(wrapper), shape, path);
    }

    private JsonObject unwrapped(JsonObject outer) {
        if (shape.properties().keySet().stream().anyMatch(outer::containsKey)) {
            unexpected.add(new Unexpected(PATH, Kind.REPAIRED));
            return cleaner.object(outer, shape, PATH);
        }
        var path = Paths.key(PATH, documentedWrapper());
        unexpected.add(new Unexpected(path, Kind.MISSING_KEY));
        Optional.ofNullable(outer.get(documentedWrapper())).ifPresent(value -> cleaner.objectOf(value, path));
        reportOthers(outer, documentedWrapper());
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private String documentedWrapper() {
        return action.wrappers().get(0);
    }

    private void reportOthers(JsonObject outer, String wrapper) {
        outer.keySet().stream()
                .filter(key -> !key.equals(wrapper))
                .forEach(key -> unexpected.add(new Unexpected(Paths.key(PATH, key), Kind.UNKNOWN_KEY)));
    }
}
