package dev.kartrainbox.dispatch;

/** It is not tried again, by no observer, until an operator wants it. Its message may be stored. */
final class HopelessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HopelessException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
