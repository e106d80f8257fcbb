package dev.kartrainbox.api;

import dev.kartrainbox.operations.Discard;
import dev.kartrainbox.operations.Overview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was discarded, or would be.
 *
 * @param dryRun whether nothing was done
 * @param discarded deliveries that nobody is told of any more
 * @param leads whose mirror is rebuilt; absent in a dry run
 * @param freed deliveries that repeated a discarded one, and are told now; absent in a dry run
 * @param selected what was selected, by state and action; in a dry run only
 */
public record Discarded(
        boolean dryRun,
        long discarded,
        @Nullable Long leads,
        @Nullable Long freed,
        @Nullable List<Part> selected) {

    static Discarded of(Discard.Outcome outcome) {
        return new Discarded(false, outcome.discarded(), outcome.leads(), outcome.freed(), null);
    }

    static Discarded wouldBe(Overview selected) {
        return new Discarded(true, selected.deliveries(), null, null, Part.of(selected));
    }
}
