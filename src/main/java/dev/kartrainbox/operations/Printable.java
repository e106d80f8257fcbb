package dev.kartrainbox.operations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times and foreign text on a terminal, which that must not steer. */
final class Printable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Printable() {}

    /** In UTC, to the millisecond. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** In UTC. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** The text without control characters but line breaks and tabs; a dash for none. */
    static String text(@Nullable String text) {
        return text == null ? "-" : text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    }
}
