package dev.kartrainbox.binding;

import java.util.Locale;

/** A body that cannot be read as a notification. The message tells an operator why and where, and never repeats a value. */
public class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableException(String reason) {
        super(reason);
    }

    /** The same, where it is known in which line and column, counted from 1. */
    static UnreadableException at(String reason, long line, long column) {
        return new UnreadableException(String.format(Locale.ROOT, "%s at line %d, column %d", reason, line, column));
    }

    /** The reason, for an operator. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
