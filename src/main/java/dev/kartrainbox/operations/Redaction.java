package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.ErasedNames;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a lead out of what is said of others: its addresses wherever they stand, its id where a key says that it is one, and
 * beside them what the same object says of the same person ({@code host_first_name} beside {@code host_email_address}).
 */
final class Redaction {

    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    /** Objects that tell of the lead whose notification it is: who else is named there is not that lead. */
    private static final Set<String> OF_OTHERS = Set.of("", "lead");

    private static final Pattern PERSON = Pattern.compile(
            "(?:.*_)?(?:lead|buyer|referr\\w*|affiliate|partner|jv|host|attendee|contact|user|customer)_id");
    private static final Pattern NAMES_WHO = Pattern.compile("(.*?)(?:e?_?mail(?:_address)?|id)");
    private static final Pattern ID =
            Pattern.compile("\"(\\w{1,40})\\\\?\"\\s{0,9}:\\s{0,9}\\\\?\"?([1-9]\\d{0,17})(?!\\d)");
    private static final int MOST_DIGITS = 18;

    private final Predicate<String> erased;
    private final Addresses addresses;

    /** Of those whose name this is true of: {@code i:7}, {@code e:mira@example.org}. */
    Redaction(Predicate<String> erased) {
        this.erased = erased;
        this.addresses = new Addresses(address -> erased.test(ErasedNames.ofEmail(address)));
    }

    /** What is left; empty where it names nobody who was erased. */
    Optional<JsonObject> of(JsonObject json) {
        var left = object(json, "");
        return left.equals(json) ? Optional.empty() : Optional.of(left);
    }

    /** Whether it is a notification of the lead itself, by its id, or by its address where it has no id. */
    boolean isItsOwn(JsonObject json) {
        if (!(json.get("lead") instanceof JsonObject lead)) {
            return false;
        }
        var id = digits(lead.getOrDefault("id", JsonValue.NULL));
        return id.isPresent()
                ? isId(id.get())
                : lead.get("email") instanceof JsonString email && isName(email.getString());
    }

    /** The same of a text. */
    Optional<String> of(String text) {
        var left = addresses.takenOutOf(text);
        return left.equals(text) ? Optional.empty() : Optional.of(left);
    }

    /** The same of a text that may be JSON. */
    Optional<String> ofAny(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try (var reader = Json.createReader(new StringReader(text))) {
                var json = reader.readValue();
                var left = value(json, "");
                return left.equals(json) ? Optional.empty() : Optional.of(left.toString());
            } catch (JsonException notJson) {
                // then it is a text like any other
            }
        }
        return of(text);
    }

    /** Whether the text is an address of somebody erased and nothing else. */
    boolean isName(String text) {
        return text.contains("@") && erased.test(ErasedNames.ofEmail(text));
    }

    /** Whether the text, which is nothing that could be read, names somebody erased in any way. */
    boolean isIn(String text) {
        return addresses.areIn(text)
                || ID.matcher(Addresses.unescaped(text))
                        .results()
                        .anyMatch(id -> isPerson(id.group(1), "lead") && isId(Long.parseLong(id.group(2))));
    }

    /** Whether an address of somebody erased is in the text, however it is escaped. */
    boolean isAddressIn(String text) {
        return addresses.areIn(text);
    }

    /** Whether the id is of somebody erased. */
    boolean isId(long id) {
        return erased.test(ErasedNames.ofId(id));
    }

    private JsonObject object(JsonObject json, String key) {
        var named = json.entrySet().stream()
                .filter(entry -> names(entry.getKey(), entry.getValue(), key))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        var left = BUILDERS.createObjectBuilder();
        json.forEach((name, value) -> left.add(
                addresses.takenOutOf(name),
                named.contains(name) || isOfSamePerson(name, value, named, key) ? JsonValue.NULL : value(value, name)));
        return left.build();
    }

    private boolean names(String key, JsonValue value, String within) {
        if (value instanceof JsonString text && isName(text.getString())) {
            return true;
        }
        return isPerson(key, within) && digits(value).filter(this::isId).isPresent();
    }

    private static boolean isPerson(String key, String within) {
        return PERSON.matcher((key.equals("id") ? within + "_id" : key).toLowerCase(Locale.ROOT))
                .matches();
    }

    private static Optional<Long> digits(JsonValue value) {
        var text = value instanceof JsonString string
                ? string.getString().strip()
                : value instanceof JsonNumber number ? number.toString() : "";
        return text.length() <= MOST_DIGITS && text.matches("[1-9]\\d*")
                ? Optional.of(Long.valueOf(text))
                : Optional.empty();
    }

    private static boolean isOfSamePerson(String key, JsonValue value, Set<String> named, String within) {
        return (value instanceof JsonString || value instanceof JsonNumber)
                && named.stream()
                        .map(Redaction::prefix)
                        .anyMatch(prefix -> prefix.filter(
                                        text -> text.isEmpty() ? !OF_OTHERS.contains(within) : key.startsWith(text))
                                .isPresent());
    }

    /** Of {@code host_email_address}, {@code host_}; empty where the key does not say whom it names. */
    static Optional<String> prefix(String key) {
        var name = NAMES_WHO.matcher(key.toLowerCase(Locale.ROOT));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private JsonValue value(JsonValue value, String key) {
        if (value instanceof JsonObject object) {
            return object(object, key);
        }
        if (value instanceof JsonArray array) {
            var left = BUILDERS.createArrayBuilder();
            array.forEach(element -> left.add(value(element, key)));
            return left.build();
        }
        return value instanceof JsonString string ? string(string) : value;
    }

    private JsonValue string(JsonString string) {
        return of(string.getString()).<JsonValue>map(Json::createValue).orElse(string);
    }
}
