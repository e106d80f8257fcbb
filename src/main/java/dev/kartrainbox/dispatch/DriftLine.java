package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Storable;
import dev.kartrainbox.kartra.Unexpected;
import java.util.Comparator;

/**
 * One line of the drift report.
 *
 * @param action Kartra's word
 * @param path where, for example {@code lead.score}
 * @param kind what was unusual, as {@link Unexpected.Kind} calls it
 */
record DriftLine(String action, String path, String kind) {

    /** The order in which everybody writes them, so that nobody waits in a circle. */
    static final Comparator<DriftLine> IN_ORDER = Comparator.comparing(DriftLine::action)
            .thenComparing(DriftLine::path)
            .thenComparing(DriftLine::kind);

    private static final int MAX_PATH = 255;
    private static final String OTHERS = "(others)";

    static DriftLine of(String action, Unexpected unexpected) {
        return new DriftLine(
                action,
                Storable.text(unexpected.path(), MAX_PATH),
                unexpected.kind().name());
    }

    /** The line for what there is no room to tell apart. */
    DriftLine amongOthers() {
        return new DriftLine(OTHERS, OTHERS, kind);
    }
}
