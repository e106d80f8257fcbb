package dev.kartrainbox.api;

import org.jspecify.annotations.Nullable;

/** What a new token is to be like.
 *
 * @param name what its maker calls it
 * @param role viewer or operator; default: that of the account
 * @param days how long it lives, 1 to 365; default 90
 */
public record NewToken(
        @Nullable String name,
        @Nullable String role,
        @Nullable Integer days) {}
