package dev.kartrainbox.dispatch;

/** There is no observer of this name (any more): it was renamed or taken out of the web archive. */
final class UnknownObserverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownObserverException(String name) {
        super("no observer is named " + name);
    }
}
