package dev.kartrainbox.binding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Bodies as senders make them. */
final class Bodies {

    static final String DOCUMENTED = "list_subscription.as-documented.json";
    static final String NUMBERS = "list_subscription.as-documented-numbers.json";

    private Bodies() {}

    static byte[] sample(String name) {
        try (var file = Bodies.class.getResourceAsStream("/samples/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** A notification of the lead with this JSON. */
    static String withLead(String lead) {
        return "{\"lead\":%s,\"action\":\"assign_tag\",\"action_details\":{\"tag\":{\"tag_id\":5,\"tag_name\":\"Course A\"}}}"
                .formatted(lead);
    }

    /** A notification that is this many levels deep. */
    static String nested(int levels) {
        int inner = levels - 1;
        return "{\"action\":\"assign_tag\",\"lead\":{\"id\":1},\"more\":" + "[".repeat(inner) + "]".repeat(inner) + "}";
    }
}
