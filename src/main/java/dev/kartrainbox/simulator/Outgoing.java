package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Sample;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to be sent, and what it has to be answered with.
 *
 * @param body the bytes
 * @param contentEncoding to be declared; absent where none is
 * @param expectedStatus what the front door promises for such a body
 * @param label what it is, for the summary
 * @param lead whose it is: those of one lead are sent one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // sent once or twice, never compared
public record Outgoing(byte[] body, @Nullable String contentEncoding, int expectedStatus, String label, long lead) {

    /** It is on disk, and a notification. */
    static final int KEPT = 200;
    /** It is on disk, and could not be read as one. */
    static final int QUARANTINED = 202;
    /** There was nothing to keep. */
    static final int EMPTY = 400;

    private static final String AGAIN = ", again";

    /** A sample as it is. */
    public static Outgoing of(Sample sample) {
        var label = String.format(
                Locale.ROOT, "%s (%s)", sample.action().word(), sample.typing().word());
        return new Outgoing(sample.body(), null, KEPT, label, 0);
    }

    /** The same bytes once more. */
    Outgoing again() {
        return new Outgoing(body, contentEncoding, expectedStatus, label.replace(AGAIN, "") + AGAIN, lead);
    }
}
