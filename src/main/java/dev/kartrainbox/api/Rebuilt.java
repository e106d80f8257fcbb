package dev.kartrainbox.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much of the mirror was made anew, or would be.
 *
 * @param dryRun whether nothing was done
 * @param deliveries that are told again
 * @param lost entries of the time lines of all leads that are told by no delivery any more; in a dry run only
 * @param told who is told; in a dry run only
 */
public record Rebuilt(
        boolean dryRun,
        long leads,
        long deliveries,
        @Nullable Long lost,
        @Nullable Set<String> told) {}
