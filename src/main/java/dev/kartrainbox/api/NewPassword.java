package dev.kartrainbox.api;

import org.jspecify.annotations.Nullable;

/** Another password, 12 to 200 characters. */
public record NewPassword(@Nullable String password) {

    /** Without it. */
    @Override
    public String toString() {
        return "a password";
    }
}
