package dev.kartrainbox.binding;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a body into text: strictly UTF-8, with or without a byte order mark, gzip within bounds. */
final class BodyText {

    /** Largest text that a compressed body may unfold to, in bytes; a body that is not compressed is bounded by intake. */
    static final int MAX_UNFOLDED = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private BodyText() {}

    static String of(byte[] body, @Nullable String contentEncoding) throws UnreadableException {
        var text = decoded(isGzip(contentEncoding) ? unfolded(body) : body);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean isGzip(@Nullable String contentEncoding) throws UnreadableException {
        if (contentEncoding == null || contentEncoding.isBlank() || contentEncoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (contentEncoding.equalsIgnoreCase("gzip") || contentEncoding.equalsIgnoreCase("x-gzip")) {
            return true;
        }
        throw new UnreadableException("the content encoding is neither gzip nor identity");
    }

    private static byte[] unfolded(byte[] body) throws UnreadableException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var unfolded = gzip.readNBytes(MAX_UNFOLDED + 1);
            if (unfolded.length > MAX_UNFOLDED) {
                throw new UnreadableException(
                        String.format(Locale.ROOT, "unfolds to more than %d bytes", MAX_UNFOLDED));
            }
            return unfolded;
        } catch (IOException e) {
            throw new UnreadableException("is declared as gzip and is not");
        }
    }

    private static String decoded(byte[] bytes) throws UnreadableException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            var place = TextPlace.endOf(text);
            throw UnreadableException.at("not UTF-8", place.line(), place.column());
        }
        return text.toString();
    }
}
