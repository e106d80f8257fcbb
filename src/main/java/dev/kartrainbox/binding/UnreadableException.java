package dev.kartrainbox.binding;

/** A body that cannot be read as a notification. The message tells an operator why and where, and never repeats a value. */
public class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableException(String reason) {
        super(reason);
    }

    /** The same, where it is known in which line and column, counted from 1. */
    static UnreadableException at(String reason, long line, long column) {
        return new UnreadableException("%s at line %d, column %d".formatted(reason, line, column));
    }

    /** The reason, for an operator. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
