package dev.kartrainbox.api;

import dev.kartrainbox.inbox.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What query parameters say. The servers' own conversions would answer a wrong one with 404, or in an exception's words. */
final class Parameters {

    private static final String STATES =
            Arrays.stream(State.values()).map(State::name).collect(Collectors.joining(", "));

    private Parameters() {}

    static @Nullable State state(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problem.wrong("There is no such state. There are " + STATES + ".");
        }
    }

    static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw Problem.wrong(
                    name + " has to be a time such as 2026-04-20T12:00:00Z or 2026-04-20T12:00:00%2B02:00.");
        }
    }

    static @Nullable Long id(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException unreadable) {
            throw Problem.wrong(name + " has to be a number.");
        }
    }

    static @Nullable String text(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    static boolean flag(String name, @Nullable String text, boolean standard) {
        if (text == null || text.isBlank()) {
            return standard;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.wrong(name + " has to be true or false.");
        };
    }

    /** Of a body: what has to be there. */
    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw Problem.wrong("The body has to be a JSON object with " + name + ".");
        }
        return value;
    }
}
