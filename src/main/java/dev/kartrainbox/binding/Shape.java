package dev.kartrainbox.binding;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.AlsoNamed;
import dev.kartrainbox.kartra.Expected;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is documented for an object: its keys and what each holds, read off the fields of the class that it is bound to. The
 * only place that decides which fields Kartra can reach.
 *
 * @param properties by Kartra's key
 * @param aliases other names to Kartra's documented key
 * @param expected which actions are documented to carry the key, with none for all; a key that is not here may be absent
 */
record Shape(Map<String, Property> properties, Map<String, String> aliases, Map<String, Set<Action>> expected) {

    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    /** What a key holds. */
    enum Kind {
        WHOLE_NUMBER,
        AMOUNT,
        TEXT,
        TIME,
        OBJECT,
        LIST,
        /** A text, or chosen options: {@code field_value} of a custom field. */
        TEXT_OR_OPTIONS,
        ANY
    }

    /**
     * What a key holds.
     *
     * @param kind the kind
     * @param type the class of the object, or of each object in the list; absent for the other kinds
     */
    record Property(Kind kind, @Nullable Class<?> type) {

        Shape shape() {
            if (type == null) {
                throw new IllegalStateException(kind + " has no keys of its own");
            }
            return Shape.of(type);
        }
    }

    static Shape of(Class<?> type) {
        var known = SHAPES.get(type);
        if (known != null) {
            return known;
        }
        var properties = new HashMap<String, Property>();
        var aliases = new HashMap<String, String>();
        var expected = new HashMap<String, Set<Action>>();
        for (var field : type.getDeclaredFields()) {
            keyOf(field).ifPresent(key -> {
                Optional.ofNullable(field.getAnnotation(AlsoNamed.class))
                        .ifPresent(alias -> aliases.put(alias.value(), key));
                Optional.ofNullable(field.getAnnotation(Expected.class))
                        .ifPresent(actions -> expected.put(key, Set.of(actions.of())));
                int dot = key.indexOf('.');
                if (dot < 0) {
                    properties.put(key, property(field));
                } else if (field.getType() == List.class) { // one key of Kartra's, spread over two fields
                    properties.put(key.substring(0, dot), new Property(Kind.TEXT_OR_OPTIONS, elementOf(field)));
                }
            });
        }
        var shape = new Shape(Map.copyOf(properties), Map.copyOf(aliases), Map.copyOf(expected));
        SHAPES.put(type, shape);
        return shape;
    }

    /** The keys that a notification of this action should carry; of an unknown one, those that all should. */
    List<String> expectedOf(@Nullable Action action) {
        return expected.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty()
                        || (action != null && entry.getValue().contains(action)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Kartra's key for this field; empty for a field that Kartra's JSON must not reach, such as those that weaving adds. */
    static Optional<String> keyOf(Field field) {
        if (field.isAnnotationPresent(JsonbTransient.class)) {
            return Optional.empty();
        }
        return Optional.ofNullable(field.getAnnotation(JsonbProperty.class))
                .map(JsonbProperty::value)
                .or(() -> Optional.ofNullable(field.getAnnotation(Column.class)).map(Column::name));
    }

    private static Property property(Field field) {
        var type = field.getType();
        if (type == Long.class) {
            return new Property(Kind.WHOLE_NUMBER, null);
        }
        if (type == BigDecimal.class) {
            return new Property(Kind.AMOUNT, null);
        }
        if (type == String.class) {
            return new Property(Kind.TEXT, null);
        }
        if (type == OffsetDateTime.class) {
            return new Property(Kind.TIME, null);
        }
        if (type == List.class) {
            return new Property(Kind.LIST, elementOf(field));
        }
        if (JsonValue.class.isAssignableFrom(type)) {
            return new Property(Kind.ANY, null);
        }
        return new Property(Kind.OBJECT, type);
    }

    private static Class<?> elementOf(Field field) {
        var arguments = ((ParameterizedType) field.getGenericType()).getActualTypeArguments();
        return Arrays.stream(arguments)
                .filter(Class.class::isInstance)
                .map(argument -> (Class<?>) argument)
                .findFirst()
                .orElseThrow();
    }
}
