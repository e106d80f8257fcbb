package dev.kartrainbox.simulator;

import java.time.Duration;

/**
 * How a request ended.
 *
 * @param outgoing what was asked
 * @param status of the answer; {@link #NONE} where none came
 * @param text the answer's body or, where none came, the reason
 * @param latency until it ended; from when it was due, where it had a time, so that a server that stalls is seen
 */
public record Answer(Outgoing outgoing, int status, String text, Duration latency) {

    /** No status of HTTP. */
    public static final int NONE = 0;

    /** The same, measured from this time of {@link System#nanoTime()} until now. */
    Answer since(long due) {
        return new Answer(outgoing, status, text, Duration.ofNanos(System.nanoTime() - due));
    }

    /** Whether the front door kept its promise. */
    public boolean isAsExpected() {
        return status == outgoing.expectedStatus();
    }

    /** The status, or why there is none. */
    public String outcome() {
        return status == NONE ? "no answer: " + text : Integer.toString(status);
    }
}
