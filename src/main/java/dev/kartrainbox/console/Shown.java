package dev.kartrainbox.console;

import dev.kartrainbox.operations.BodyText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.Map;

/**
 * A body as people read it.
 *
 * @param raw as it came: as text or, where it is none, in hexadecimal digits
 * @param isText whether it is text
 * @param size in bytes
 */
public record Shown(String raw, boolean isText, int size) {

    private static final JsonWriterFactory PRETTY =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int MOST = 100_000;

    static Shown of(byte[] body) {
        var text = BodyText.of(body);
        var raw = text.orElseGet(() -> HEX.formatHex(body));
        return new Shown(raw.length() > MOST ? raw.substring(0, MOST) + "…" : raw, text.isPresent(), body.length);
    }

    /** What was understood of a notification, indented. */
    static String pretty(JsonObject values) {
        var text = new StringWriter();
        try (var writer = PRETTY.createWriter(text)) {
            writer.write(values);
        }
        return text.toString().strip();
    }
}
