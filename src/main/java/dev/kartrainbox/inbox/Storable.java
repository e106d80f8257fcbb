package dev.kartrainbox.inbox;

import org.jspecify.annotations.Nullable;

/** Makes foreign text fit for a column: PostgreSQL refuses NUL, and half of a surrogate pair is no character at all. */
public final class Storable {

    private static final char REPLACEMENT = '\uFFFD';

    private Storable() {}

    /** The text, cut to the length, with what no database takes replaced by U+FFFD. */
    public static String text(String text, int maxLength) {
        var cut = text.length() <= maxLength ? text : text.substring(0, maxLength);
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(cut);
            }
        }
        return cut;
    }

    /** The same, absent for absent. */
    public static @Nullable String orNull(@Nullable String text, int maxLength) {
        return text == null ? null : text(text, maxLength);
    }

    private static String replaced(String text) {
        var storable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                storable.append(c).append(text.charAt(++i));
            } else {
                storable.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return storable.toString();
    }
}
