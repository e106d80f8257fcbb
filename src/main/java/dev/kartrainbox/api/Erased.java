package dev.kartrainbox.api;

import dev.kartrainbox.operations.Erasure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was erased at once, or would be.
 *
 * @param dryRun whether nothing was done
 * @param id of the erasure, as the audit has it; absent in a dry run
 * @param deliveries of the lead
 * @param ids by which the lead is known; in a dry run only
 * @param emails by which it is known; in a dry run only
 * @param sharing ids of other leads with one of these addresses, which stay; in a dry run only
 * @param mirrored rows of the mirror, by table; in a dry run only
 * @param bodies in which it is looked for afterwards, in the background; in a dry run only
 */
public record Erased(
        boolean dryRun,
        @Nullable UUID id,
        long deliveries,
        @Nullable List<Long> ids,
        @Nullable List<String> emails,
        @Nullable List<Long> sharing,
        @Nullable Map<String, Long> mirrored,
        @Nullable Long bodies) {

    static Erased of(Erasure.Receipt receipt) {
        return new Erased(false, receipt.id(), receipt.deliveries(), null, null, null, null, null);
    }

    static Erased wouldBe(Erasure.Plan plan) {
        return new Erased(
                true,
                null,
                plan.deliveries(),
                List.copyOf(plan.lead().ids()),
                List.copyOf(plan.lead().emails()),
                List.copyOf(plan.lead().sharing()),
                plan.mirrored(),
                plan.bodies());
    }
}
