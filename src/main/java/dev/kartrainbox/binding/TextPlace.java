package dev.kartrainbox.binding;

/** A place in a text: line and column, counted from 1. */
record TextPlace(int line, int column) {

    /** The place just behind the text. */
    static TextPlace endOf(CharSequence text) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new TextPlace(line, text.length() - lineStart + 1);
    }
}
