package dev.kartrainbox.simulator;

import java.util.HashMap;
import java.util.Map;

/**
 * What something happens to, as it stands in {@code action_details}: a tag, a product, an answered survey.
 *
 * @param values by path within the details, such as {@code tag.tag_id}
 */
record Thing(Map<String, Object> values) {

    Thing {
        values = Map.copyOf(values);
    }

    Object value(String path) {
        var value = values.get(path);
        if (value == null) {
            throw new IllegalStateException("there is no " + path);
        }
        return value;
    }

    Thing with(Map<String, ?> others) {
        var joined = new HashMap<>(values);
        joined.putAll(others);
        return new Thing(joined);
    }

    Thing with(String path, Object value) {
        return with(Map.of(path, value));
    }

    Thing without(String... paths) {
        var fewer = new HashMap<>(values);
        for (var path : paths) {
            fewer.remove(path);
        }
        return new Thing(fewer);
    }
}
