package dev.kartrainbox.api;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a page ended, so that the next one begins there whatever was added meanwhile. Opaque to whoever asks. */
final class Cursor {

    static final int MOST = 500;

    private static final int BYTES = 16;
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private Cursor() {}

    static @Nullable UUID read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == BYTES) {
                return new UUID(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException noBase64) {
            // answered below, like one of another length
        }
        throw Problem.wrong(
                "The cursor is not one that was handed out: take `next` of the page before, or leave it out.");
    }

    /** The same; above all there is, without a cursor. */
    static UUID orNewest(@Nullable String text) {
        var before = read(text);
        return before == null ? AFTER_ALL : before;
    }

    /** What follows a page of so many; absent where that was the last. */
    static <T> @Nullable String after(List<T> page, int size, Function<T, UUID> id) {
        if (page.size() < size) {
            return null;
        }
        var last = id.apply(page.get(page.size() - 1));
        var bytes = ByteBuffer.allocate(BYTES)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** How many a page has. */
    static int size(@Nullable Integer asked) {
        int size = asked == null ? 50 : asked;
        if (size < 1 || size > MOST) {
            throw Problem.wrong("A page has 1 to " + MOST + " entries.");
        }
        return size;
    }
}
