package dev.kartrainbox.simulator;

import dev.kartrainbox.simulator.Story.Happening;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What cannot be read as a notification: kept all the same, or refused if there is nothing to keep. */
enum Broken {
    CUT_OFF((notification, chance) -> firstHalf(Edit.bytes(notification))),
    NOT_JSON(Edit.text(json -> "This is no JSON, and no notification.")),
    NOT_UTF_8((notification, chance) -> inLatin1(notification)),
    NO_ACTION(Edit.json((notification, chance) -> Edits.without(notification, Set.of("action")))),
    NO_LEAD(Edit.json((notification, chance) -> Edits.without(notification, Set.of("lead")))),
    NOBODY(Edit.json(Edits::nobody)),
    AN_ARRAY(Edit.text(json -> "[" + json + "]")),
    EMPTY(Edit.text(json -> ""));

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    private final Edit edit;

    Broken(Edit edit) {
        this.edit = edit;
    }

    Outgoing told(Happening happening, Chance chance) {
        return new Outgoing(
                edit.of(happening.body(), chance),
                null,
                this == EMPTY ? Outgoing.EMPTY : Outgoing.QUARANTINED,
                "broken: " + name().toLowerCase(Locale.ROOT).replace('_', ' '),
                happening.person().id());
    }

    private static byte[] firstHalf(byte[] body) {
        return Arrays.copyOf(body, body.length / 2);
    }

    /** In this encoding an accent is one byte, which with the quote behind it is no UTF-8. */
    private static byte[] inLatin1(JsonObject notification) {
        var accented = Edits.put(notification, "lead.company", Json.createValue("Caf\u00e9"));
        return accented.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
