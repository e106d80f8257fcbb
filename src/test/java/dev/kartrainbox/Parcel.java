package dev.kartrainbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;

/**
 * What is posted. The text alone decides how, so that a fuzzer that sends the same again gets the same answer.
 *
 * @param body what is posted
 * @param contentType as declared, often wrongly; absent where none is
 * @param contentEncoding as declared, sometimes wrongly; absent where none is
 */
record Parcel(byte[] body, String contentType, String contentEncoding) {

    private static final String[] CONTENT_TYPES = {
        null,
        "application/json",
        "application/json; charset=utf-16",
        "application/json; charset=no-such-charset",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "text/plain;;charset=\"",
        "/"
    };

    static Parcel of(byte[] text) {
        int dice = Math.floorMod(Arrays.hashCode(text), CONTENT_TYPES.length * 16);
        var contentType = CONTENT_TYPES[dice / 16];
        if (looksLikeGzip(text)) {
            return new Parcel(text, contentType, "gzip");
        }
        return switch (dice % 16) {
            case 0 -> new Parcel(gzip(text), contentType, "gzip");
            case 1 -> new Parcel(text, contentType, "gzip");
            case 2 -> new Parcel(text, contentType, "identity");
            case 3 -> new Parcel(text, contentType, "br");
            default -> new Parcel(text, contentType, null);
        };
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

    HttpRequest.Builder to(HttpRequest.Builder request) {
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (contentEncoding != null) {
            request.header("Content-Encoding", contentEncoding);
        }
        return request.POST(BodyPublishers.ofByteArray(body));
    }

    /** Whether it is sent although it is like others. */
    boolean isOneOfAFew() {
        return Math.floorMod(Arrays.hashCode(body), 64) == 0;
    }

    /** Has it pass a check; a failure names a file with the body. */
    <T> T passes(Callable<T> check) {
        try {
            return check.call();
        } catch (Throwable failure) {
            throw new AssertionError(
                    "%s, sent as %s in %s: %s".formatted(file(), contentType, contentEncoding, failure.getMessage()),
                    failure);
        }
    }

    private Path file() {
        try {
            var sha1 = new BigInteger(1, MessageDigest.getInstance("SHA-1").digest(body));
            return Files.write(Path.of("broken-%040x".formatted(sha1)), body).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean looksLikeGzip(byte[] input) {
        return input.length > 1 && input[0] == (byte) 0x1f && input[1] == (byte) 0x8b;
    }
}
