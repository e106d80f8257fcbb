package dev.kartrainbox.binding;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What a body says, also one that cannot be read as a notification: for whoever looks for something in it. */
public final class Legible {

    private static final int GZIP_MAGIC = 0x1F8B;

    private Legible() {}

    /** The object that the body is, after a repair if need be; empty where it is none. */
    public static Optional<JsonObject> json(byte[] body, @Nullable String contentEncoding) {
        try {
            return Optional.of(Binding.tree(BodyText.of(body, contentEncoding), Tree.newReport()));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    /** As much text as can be made of any bytes: unfolded as far as that goes, and read as UTF-8 or whatever it is. */
    public static String text(byte[] body, @Nullable String contentEncoding) {
        try {
            return BodyText.of(body, contentEncoding);
        } catch (UnreadableException e) {
            var bytes = isGzip(body) ? unfolded(body) : body;
            return new String(bytes, StandardCharsets.UTF_8).replace("\0", ""); // without them, UTF-16 is legible
        }
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 1 && (((body[0] & 0xFF) << 8) | (body[1] & 0xFF)) == GZIP_MAGIC;
    }

    private static byte[] unfolded(byte[] body) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return gzip.readNBytes(BodyText.MAX_UNFOLDED);
        } catch (IOException broken) {
            return body;
        }
    }
}
