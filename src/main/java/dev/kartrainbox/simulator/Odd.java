package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.simulator.Story.Happening;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Notifications that are not as documented and have to be read all the same. */
enum Odd {
    UNKNOWN_ACTION(Edit.json(Edits::unknownAction)),
    UNKNOWN_KEYS(Edit.json(Edits::unknownKeys)),
    MISSING_KEY(Edit.json(Edits::missingKey)),
    ARRAY_FOR_A_NUMBER(forANumber(JsonValue.EMPTY_JSON_ARRAY)),
    BOOLEAN_FOR_A_NUMBER(forANumber(JsonValue.TRUE)),
    FRACTION_FOR_A_NUMBER(forANumber(Json.createValue(new BigDecimal("2.5")))),
    OVERFLOW_FOR_A_NUMBER(forANumber(Json.createValue(new BigDecimal("123456789012345678901234567890")))),
    WORD_FOR_A_NUMBER(forANumber(Json.createValue("twelve"))),
    BUYER_KEYS(
            List.of(
                    Action.BUY_PRODUCT,
                    Action.REFUND_PRODUCT,
                    Action.PARTIAL_REFUND_PRODUCT,
                    Action.CANCEL_SUBSCRIPTION),
            Edit.json(Edits::buyerKeys)),
    FORM_WRAPPER(List.of(Action.FILLED_FORM), Edit.json(Edits::formWrapper)),
    NO_FORM_WRAPPER(List.of(Action.FILLED_FORM), Edit.json(Edits::noFormWrapper)),
    NOT_AVAILABLE(Edit.json(Edits::notAvailable)),
    ZERO_DATES(Edit.json(Edits::zeroDates)),
    EMPTY_ARRAY_FOR_AN_OBJECT(Edit.json(Edits::emptyArrayForObject)),
    TRAILING_COMMAS(Edit.text(json -> json.replaceFirst("}]", "},]").replaceFirst("}$", ",}"))),
    DUPLICATE_KEY(Edit.text(json -> json.replaceFirst("\\{", "{\"action\":\"simulated_action\","))),
    BYTE_ORDER_MARK(Edit.text(json -> "\uFEFF" + json)),
    GZIP((notification, chance) -> compressed(Edit.bytes(notification)));

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Action> actions;

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    private final Edit edit;

    Odd(Edit edit) {
        this(List.of(Action.values()), edit);
    }

    Odd(List<Action> actions, Edit edit) {
        this.actions = actions;
        this.edit = edit;
    }

    /** Those out of the given actions that can be told in this way. */
    List<Action> possible(List<Action> given) {
        return given.stream().filter(actions::contains).toList();
    }

    Outgoing told(Happening happening, Chance chance) {
        return new Outgoing(
                edit.of(happening.body(), chance),
                contentEncoding(),
                Outgoing.KEPT,
                "odd: " + name().toLowerCase(Locale.ROOT).replace('_', ' '),
                happening.person().id());
    }

    private @Nullable String contentEncoding() {
        return this == GZIP ? "gzip" : null;
    }

    private static Edit forANumber(JsonValue value) {
        return Edit.json((notification, chance) -> Edits.numberReplaced(notification, chance, value));
    }

    private static byte[] compressed(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
