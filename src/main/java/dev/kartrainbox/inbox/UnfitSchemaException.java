package dev.kartrainbox.inbox;

import org.jspecify.annotations.Nullable;

/** The database is there, but its schema is not what this release needs; the message says what to do. */
class UnfitSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitSchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
