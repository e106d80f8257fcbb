package dev.kartrainbox.console;

/** Somebody asked for a page about what there is not. */
class UnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownException(String what) {
        super(what);
    }
}
