package dev.kartrainbox;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Sample;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Notifications whose every text wants to be run by whoever shows it. What is run sets {@code window.broken}. */
final class Hostile {

    /** For each place that a text can get to: text, an attribute, a script, an address, an expression, a style. */
    static final List<String> TEXTS = List.of(
            "<script>window.broken=1</script>",
            "\"'><img src=x onerror=window.broken=2>",
            "' autofocus onfocus='window.broken=3",
            "javascript:window.broken=4",
            "</pre></title></textarea></style><svg onload=window.broken=5>",
            "</script><script>window.broken=6</script>",
            "#{facesContext.externalContext.setResponseStatus(555)}",
            "{{7*7}}${7*7}#{7*7}",
            "]]>--><b onload=window.broken=7>bold</b>");

    private Hostile() {}

    /** Like a sample, of this lead; but ids and the action stay, so that it is taken for what the sample is. */
    static String like(Sample sample, long lead) {
        return of(sample, lead).build().toString();
    }

    /** With an action that Kartra has not. */
    static String withAction(long lead) {
        return of(new Sample(Action.ASSIGN_TAG, Sample.Typing.STRINGS), lead)
                .add("action", TEXTS.get(0))
                .build()
                .toString();
    }

    private static JsonObjectBuilder of(Sample sample, long lead) {
        try (var reader = Json.createReader(new ByteArrayInputStream(sample.body()))) {
            var hostile = hostile(reader.readObject(), new AtomicInteger());
            return Json.createObjectBuilder(hostile)
                    .add(
                            "lead",
                            Json.createObjectBuilder(hostile.getJsonObject("lead"))
                                    .add("id", lead))
                    .add(TEXTS.get(0), TEXTS.get(1));
        }
    }

    private static JsonObject hostile(JsonObject object, AtomicInteger turn) {
        var hostile = Json.createObjectBuilder();
        object.forEach((name, value) -> hostile.add(name, isKept(name) ? value : hostile(value, turn)));
        return hostile.build();
    }

    private static boolean isKept(String name) {
        return name.endsWith("id") || name.endsWith("amount") || name.equals("action") || name.equals("field_type");
    }

    private static JsonValue hostile(JsonValue value, AtomicInteger turn) {
        if (value instanceof JsonObject object) {
            return hostile(object, turn);
        }
        if (value.getValueType() == JsonValue.ValueType.ARRAY) {
            var hostile = Json.createArrayBuilder();
            value.asJsonArray().forEach(element -> hostile.add(hostile(element, turn)));
            return hostile.build();
        }
        return value instanceof JsonString ? Json.createValue(TEXTS.get(turn.getAndIncrement() % TEXTS.size())) : value;
    }
}
