package dev.kartrainbox.binding;

import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser.Event;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a text into a JSON tree and notes what the tree cannot show: keys that came twice, numbers beyond all measure. */
final class Tree {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    /** More than anybody reads; a hostile body could have a hundred thousand of them reported, each with a long path. */
    private static final int MAX_REPORTED = 200;

    private final JsonWalk walk;
    private final Set<Unexpected> unexpected;

    private Tree(JsonWalk walk, Set<Unexpected> unexpected) {
        this.walk = walk;
        this.unexpected = unexpected;
    }

    /** The object that the text is; what was unexpected is added to the set. */
    static JsonObject of(String text, Set<Unexpected> unexpected) throws UnreadableException {
        try (var walk = new JsonWalk(text)) {
            if (!walk.hasNext() || walk.next() != Event.START_OBJECT) {
                throw UnreadableException.at("JSON, but not an object", 1, 1);
            }
            var tree = new Tree(walk, unexpected).object("");
            if (walk.hasNext()) {
                walk.next();
            }
            return tree;
        }
    }

    private JsonObject object(String path) throws UnreadableException {
        var object = BUILDERS.createObjectBuilder();
        var keys = new HashSet<String>();
        while (walk.next() != Event.END_OBJECT) {
            var key = walk.text();
            var below = Paths.key(path, key);
            if (!keys.add(key)) {
                unexpected.add(new Unexpected(below, Kind.DUPLICATE_KEY));
            }
            object.add(key, value(walk.next(), below));
        }
        return object.build();
    }

    private JsonValue array(String path) throws UnreadableException {
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        for (var event = walk.next(); event != Event.END_ARRAY; event = walk.next()) {
            array.add(value(event, path + "[]"));
        }
        return array.build();
    }

    private JsonValue value(Event event, String path) throws UnreadableException {
        return switch (event) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> JSON.createValue(walk.text());
            case VALUE_NUMBER -> number(path);
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            default -> JsonValue.NULL;
        };
    }

    private JsonValue number(String path) {
        var digits = walk.text();
        var number = Scalars.number(digits);
        if (number != null) {
            return JSON.createValue(number);
        }
        unexpected.add(new Unexpected(path, Kind.REPAIRED));
        return JSON.createValue(digits);
    }

    /** A set that prints the same for the same notification, and takes no more than can be of use. */
    static Set<Unexpected> newReport() {
        return new TreeSet<>(Comparator.comparing(Unexpected::toString)) {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(Unexpected unexpected) {
                return size() < MAX_REPORTED && super.add(unexpected);
            }
        };
    }
}
