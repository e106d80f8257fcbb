package dev.kartrainbox.api;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.operations.BodyText;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows for a spreadsheet (RFC 4180): every cell in quotes, and an apostrophe before whatever a spreadsheet would take for a
 * formula, since anybody who knows the URL can send one. */
final class CsvExport implements ExportFormat {

    private static final String FORMULA = "=+-@\t\r\n";
    private static final String BODY = "body";
    private static final List<String> HEAD = List.of(
            "id",
            "received_at",
            "state",
            "action",
            "key_name",
            "lead_id",
            "lead_email",
            "processed_at",
            "duplicate_of",
            "last_error",
            BODY);

    @Override
    public String suffix() {
        return "csv";
    }

    @Override
    public String head() {
        return row(HEAD.stream());
    }

    @Override
    public String line(Delivery delivery, byte[] body) {
        return row(Stream.of(
                        delivery.id(),
                        delivery.receivedAt(),
                        delivery.state(),
                        delivery.action().orElse(""),
                        delivery.keyName(),
                        delivery.leadId().map(String::valueOf).orElse(""),
                        delivery.leadEmail().orElse(""),
                        delivery.processedAt().map(Instant::toString).orElse(""),
                        delivery.duplicateOf().map(UUID::toString).orElse(""),
                        delivery.lastError().orElse(""),
                        BodyText.of(body)
                                .orElseGet(() -> "base64:" + Base64.getEncoder().encodeToString(body)))
                .map(Object::toString));
    }

    private static String row(Stream<String> cells) {
        return cells.map(CsvExport::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    static String cell(String text) {
        var harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
