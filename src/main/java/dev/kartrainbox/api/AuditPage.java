package dev.kartrainbox.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done, the newest first.
 *
 * @param next the cursor of the next page; absent where this is the last
 */
public record AuditPage(List<AuditLine> entries, @Nullable String next) {}
