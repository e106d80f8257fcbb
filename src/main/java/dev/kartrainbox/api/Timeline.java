package dev.kartrainbox.api;

import dev.kartrainbox.operations.LeadHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a lead, the newest first.
 *
 * @param next the cursor of the next page; absent where this is the last
 */
public record Timeline(
        List<LeadHistory.Happening> events, @Nullable String next) {}
