package dev.kartrainbox.inbox;

import org.jspecify.annotations.Nullable;

/**
 * It could not be confirmed that a delivery is on disk. It may be there all the same: a connection that breaks at the commit
 * does not tell.
 */
public class NotKeptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotKeptException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
