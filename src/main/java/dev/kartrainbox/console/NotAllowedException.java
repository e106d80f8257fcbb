package dev.kartrainbox.console;

/** Somebody asked for what their role does not allow. */
class NotAllowedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAllowedException() {
        super("This is for operators.");
    }
}
