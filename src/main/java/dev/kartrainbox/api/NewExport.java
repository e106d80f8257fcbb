package dev.kartrainbox.api;

import org.jspecify.annotations.Nullable;

/** Whose data to hand out.
 *
 * @param lead Kartra's id or an e-mail address
 */
public record NewExport(@Nullable String lead) {}
