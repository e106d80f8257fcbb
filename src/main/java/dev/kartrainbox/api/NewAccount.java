package dev.kartrainbox.api;

import org.jspecify.annotations.Nullable;

/** What a new account is to be like.
 *
 * @param name 1 to 64 characters of a-z 0-9 . _ -
 * @param password 12 to 200 characters
 * @param role viewer or operator
 */
public record NewAccount(
        @Nullable String name,
        @Nullable String password,
        @Nullable String role) {

    /** Without the password. */
    @Override
    public String toString() {
        return name + ", " + role;
    }
}
