package dev.kartrainbox.api;

import dev.kartrainbox.signin.Role;
import org.jspecify.annotations.Nullable;

/** Roles as a body names them. */
final class Roles {

    private Roles() {}

    static Role named(@Nullable String word) {
        return Role.of(Parameters.required("role", word))
                .orElseThrow(() -> Problem.wrong("There is no such role. There are viewer and operator."));
    }
}
