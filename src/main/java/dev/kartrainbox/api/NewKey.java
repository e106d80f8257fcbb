package dev.kartrainbox.api;

import org.jspecify.annotations.Nullable;

/** How a new key is to be called.
 *
 * @param keepOldHours for how long the one that it replaces is accepted, 0 to 720; default 24
 */
public record NewKey(@Nullable String name, @Nullable Integer keepOldHours) {}
