package dev.kartrainbox.operations;

import java.util.UUID;

/** A delivery cannot be told once more, because its body is no longer kept: it is old, or its lead was erased. */
public class BodyGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyGoneException(UUID delivery) {
        super("The body of delivery " + delivery + " is no longer kept, so there is nothing to tell.");
    }
}
