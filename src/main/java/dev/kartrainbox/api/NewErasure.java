package dev.kartrainbox.api;

import org.jspecify.annotations.Nullable;

/** Whom to erase.
 *
 * @param lead Kartra's id or an e-mail address
 * @param block whether what comes of it later is erased too; default false, which makes the lead anew
 */
public record NewErasure(@Nullable String lead, @Nullable Boolean block) {}
