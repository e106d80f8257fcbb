package dev.kartrainbox.binding;

import dev.kartrainbox.binding.Shape.Property;
import dev.kartrainbox.inbox.Storable;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what came what is documented, so that binding it neither fails nor bends it. A key with a value that says nothing
 * (blank, {@code N/A}, null, a zero date) stays, as null: it was cleared. A key whose value cannot be read goes, and is
 * reported: better not said than wrong.
 */
final class Cleaner {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
    /** Four digits of a year: a pattern would also take years with a sign, and those that no column holds. */
    private static final DateTimeFormatter KARTRA_TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd HH:mm:ss")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final String ZERO_DATE = "0000-00-00";

    private final ZoneId zone;
    private final @Nullable Action action;
    private final Set<Unexpected> unexpected;

    /**
     * For one notification.
     *
     * @param zone in which times are read
     * @param action decides which keys are expected; absent for one that is not known
     * @param unexpected where to report
     */
    Cleaner(ZoneId zone, @Nullable Action action, Set<Unexpected> unexpected) {
        this.zone = zone;
        this.action = action;
        this.unexpected = unexpected;
    }

    /** The documented keys of the object, each with a value of its kind. */
    JsonObject object(JsonObject came, Shape shape, String path) {
        var clean = BUILDERS.createObjectBuilder();
        came.forEach((key, value) -> {
            var property = shape.properties().get(key);
            var below = Paths.key(path, key);
            if (property == null) {
                var renamed = shape.aliases().containsKey(key);
                unexpected.add(new Unexpected(below, renamed ? Kind.RENAMED_KEY : Kind.UNKNOWN_KEY));
            } else if (property.kind() == Shape.Kind.TEXT_OR_OPTIONS) {
                addTextOrOptions(clean, key, value, property, below);
            } else {
                value(value, property, below).ifPresent(cleaned -> clean.add(key, cleaned));
            }
        });
        reportMissing(came, shape, path);
        return withAliases(clean.build(), came, shape, path);
    }

    private void reportMissing(JsonObject came, Shape shape, String path) {
        for (var key : shape.expectedOf(action)) {
            if (!came.containsKey(key)) {
                unexpected.add(new Unexpected(Paths.key(path, key), Kind.MISSING_KEY));
            }
        }
    }

    /** Where a documented key says nothing, its other name may. */
    private JsonObject withAliases(JsonObject clean, JsonObject came, Shape shape, String path) {
        if (shape.aliases().keySet().stream().noneMatch(came::containsKey)) {
            return clean;
        }
        var joined = BUILDERS.createObjectBuilder(clean);
        shape.aliases().forEach((alias, key) -> {
            var property = shape.properties().get(key);
            var said = clean.getOrDefault(key, JsonValue.NULL);
            if (property != null && said == JsonValue.NULL && came.containsKey(alias)) {
                value(came.get(alias), property, Paths.key(path, alias)).ifPresent(value -> joined.add(key, value));
            }
        });
        return joined.build();
    }

    /** The object at this place; PHP writes an empty one as an empty array. */
    Optional<JsonObject> objectOf(JsonValue value, String path) {
        if (value instanceof JsonObject object) {
            return Optional.of(object);
        }
        if (value != JsonValue.NULL && !(value instanceof JsonArray array && array.isEmpty())) {
            unexpected.add(new Unexpected(path, Kind.WRONG_TYPE));
        }
        return Optional.empty();
    }

    private Optional<JsonValue> value(JsonValue value, Property property, String path) {
        return switch (property.kind()) {
            case ANY -> Optional.of(value);
            case OBJECT -> objectOf(value, path).map(object -> object(object, property.shape(), path));
            case LIST -> list(value, property, path);
            default -> scalar(value, property, path);
        };
    }

    private Optional<JsonValue> scalar(JsonValue value, Property property, String path) {
        if (value == JsonValue.NULL || (value instanceof JsonString string && Scalars.isCleared(string.getString()))) {
            return Optional.of(JsonValue.NULL);
        }
        Optional<JsonValue> cleaned = Optional.empty();
        if (value instanceof JsonString || value instanceof JsonNumber) {
            var text = value instanceof JsonString string ? string.getString() : value.toString();
            cleaned = switch (property.kind()) {
                case WHOLE_NUMBER ->
                    Optional.ofNullable(Scalars.wholeNumber(text)).map(JSON::createValue);
                case AMOUNT -> amount(text);
                case TIME -> time(text.strip());
                default -> Optional.of(JSON.createValue(storable(text, path)));
            };
        }
        if (cleaned.isEmpty()) {
            unexpected.add(new Unexpected(path, Kind.WRONG_TYPE));
        }
        return cleaned;
    }

    private String storable(String text, String path) {
        var storable = Storable.text(text, Integer.MAX_VALUE);
        if (!storable.equals(text)) {
            unexpected.add(new Unexpected(path, Kind.REPAIRED));
        }
        return storable;
    }

    private static Optional<JsonValue> amount(String text) {
        var digits = text.strip();
        return digits.matches("[+-]?\\d{1,15}(\\.\\d{1,10})?")
                ? Optional.of(JSON.createValue(new BigDecimal(digits)))
                : Optional.empty();
    }

    private Optional<JsonValue> time(String text) {
        if (text.startsWith(ZERO_DATE)) {
            return Optional.of(JsonValue.NULL);
        }
        try {
            // a time that summer time skips moves on by the gap, one that it repeats is the earlier
            var time = LocalDateTime.parse(text, KARTRA_TIME).atZone(zone).toInstant();
            return Optional.of(JSON.createValue(time.toString()));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private Optional<JsonValue> list(JsonValue value, Property property, String path) {
        if (value == JsonValue.NULL) {
            return Optional.of(JsonValue.EMPTY_JSON_ARRAY);
        }
        if (!(value instanceof JsonArray array)) {
            unexpected.add(new Unexpected(path, Kind.WRONG_TYPE));
            return Optional.empty();
        }
        var clean = BUILDERS.createArrayBuilder();
        for (var element : array) {
            objectOf(element, path + "[]")
                    .ifPresent(object -> clean.add(object(object, property.shape(), path + "[]")));
        }
        return Optional.of(clean.build());
    }

    private void addTextOrOptions(
            JsonObjectBuilder clean, String key, JsonValue value, Property property, String path) {
        if (value instanceof JsonArray array) {
            list(array, property, path).ifPresent(options -> clean.add(key + ".options", options));
        } else if (value.getValueType() == ValueType.OBJECT) {
            var one = BUILDERS.createArrayBuilder().add(value).build();
            list(one, property, path).ifPresent(options -> clean.add(key + ".options", options));
        } else {
            scalar(value, new Property(Shape.Kind.TEXT, null), path).ifPresent(text -> clean.add(key + ".text", text));
        }
    }
}
