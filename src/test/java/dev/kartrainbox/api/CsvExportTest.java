package dev.kartrainbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvExportTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void makesNoFormulaOfWhatSomebodySent(String text) {
        assertThat(CsvExport.cell(text)).startsWith("\"'").contains(text);
    }

    @Test
    void quotesEveryCell() {
        assertThat(CsvExport.cell("a \"b\", c")).isEqualTo("\"a \"\"b\"\", c\"");
        assertThat(CsvExport.cell("")).isEqualTo("\"\"");
    }

    @Test
    void writesARowForADelivery() {
        var body = "{\"lead\":{}}".getBytes(StandardCharsets.UTF_8);
        var id = new UUID(1, 2);
        var delivery = new Delivery(
                id,
                Instant.EPOCH,
                new Origin("key-1", "203.0.113.7", null, null, ""),
                Fingerprint.of(body),
                new Contents("=cmd", 7L, "mira@example.org", "i:7", false, null));

        var row = new CsvExport().line(delivery, body);

        assertThat(row)
                .isEqualTo(
                        "\"" + id
                                + "\",\"1970-01-01T00:00:00Z\",\"RECEIVED\",\"'=cmd\",\"key-1\",\"7\",\"mira@example.org\",\"\",\"\",\"\",\"{\"\"lead\"\":{}}\"\r\n");
        assertThat(new CsvExport().line(delivery, new byte[] {(byte) 0xff})).endsWith(",\"base64:/w==\"\r\n");
    }
}
