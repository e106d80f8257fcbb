package dev.kartrainbox.dispatch;

/** An observer did not come back in time. Its stack trace is that of the observer. */
final class ObserverTimedOut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean waitedForDatabase;

    ObserverTimedOut(String observer, StackTraceElement[] where, boolean waitedForDatabase) {
        super(observer + " did not come back in time");
        this.waitedForDatabase = waitedForDatabase;
        setStackTrace(where);
    }

    /** Whether it was the database that did not answer it. */
    boolean waitedForDatabase() {
        return waitedForDatabase;
    }
}
