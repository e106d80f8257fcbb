package dev.kartrainbox.binding;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Kartra writes single values: any number may be a string, and nothing is spelled in several ways. */
final class Scalars {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}");

    /** More digits than any number of Kartra's; turning a hundred thousand of them into a number takes half a second. */
    private static final int MAX_DIGITS = 100;

    private Scalars() {}

    /** Whether the text is one of Kartra's words for nothing: blank or {@code N/A}. */
    static boolean isCleared(String text) {
        return text.isBlank() || text.strip().equalsIgnoreCase("N/A");
    }

    /** The number; absent for a fraction, an exponent, a word, or more than 18 digits: never wrapped, never truncated. */
    static @Nullable Long wholeNumber(String text) {
        var digits = text.strip();
        return WHOLE_NUMBER.matcher(digits).matches() ? Long.valueOf(digits) : null;
    }

    /** What a number of JSON's means; absent where it has too many digits, or an exponent beyond all measure. */
    static @Nullable BigDecimal number(String digits) {
        if (digits.length() > MAX_DIGITS) {
            return null;
        }
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException exponentBeyondAllMeasure) {
            return null;
        }
    }
}
