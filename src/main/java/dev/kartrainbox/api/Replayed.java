package dev.kartrainbox.api;

import dev.kartrainbox.operations.Overview;
import dev.kartrainbox.operations.Replay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was replayed, or would be.
 *
 * @param dryRun whether nothing was done
 * @param queued how many are told again
 * @param skipped how many are not: they wait already, nobody is to be told of them, or the observer is not concerned
 * @param selected what was selected, by state and action; in a dry run only
 * @param told who is told; in a dry run only
 */
public record Replayed(
        boolean dryRun,
        long queued,
        long skipped,
        @Nullable List<Part> selected,
        @Nullable Set<String> told) {

    static Replayed of(Map<Replay.Outcome, Long> outcome) {
        long skipped = outcome.getOrDefault(Replay.Outcome.SKIPPED, 0L);
        long all = outcome.values().stream().mapToLong(Long::longValue).sum();
        return new Replayed(false, all - skipped, skipped, null, null);
    }

    static Replayed wouldBe(long queued, Overview selected, Set<String> told) {
        return new Replayed(true, queued, selected.deliveries() - queued, Part.of(selected), told);
    }
}
