package dev.kartrainbox.mirror;

/** Fits foreign text into a column. */
final class Cut {

    private Cut() {}

    /** Never within a surrogate pair: half of one is no character, and no database takes it. */
    static String to(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, length - (Character.isHighSurrogate(text.charAt(length - 1)) ? 1 : 0));
    }
}
