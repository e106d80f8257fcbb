package dev.kartrainbox.binding;

/**
 * Takes out commas that stand between a value and the end of its object or array. Kartra's own documentation has them in its
 * sample, and people paste it.
 */
final class TrailingCommas {

    private TrailingCommas() {}

    /** The text with each such comma replaced by a blank, so that lines and columns stay; the same text if there is none. */
    static String removedFrom(String text) {
        StringBuilder repaired = null;
        int comma = -1; // the last comma, as long as only white space came after it
        char before = 0; // the last character outside strings that was no white space
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case ' ', '\t', '\r', '\n' -> {
                    continue;
                }
                case '"' -> {
                    i = endOfString(text, i);
                    comma = -1;
                }
                case ',' -> comma = isEndOfValue(before) ? i : -1;
                case '}', ']' -> {
                    if (comma >= 0) {
                        repaired = repaired == null ? new StringBuilder(text) : repaired;
                        repaired.setCharAt(comma, ' ');
                    }
                    comma = -1;
                }
                default -> comma = -1;
            }
            before = c;
        }
        return repaired == null ? text : repaired.toString();
    }

    private static boolean isEndOfValue(char c) {
        return c != 0 && "{[,:".indexOf(c) < 0;
    }

    private static int endOfString(String text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '"' -> {
                    return i;
                }
                default -> {}
            }
        }
        return text.length();
    }
}
