package dev.kartrainbox.signin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody may do. */
public enum Role {
    /** Sees what goes on: no bodies, no export, personal data masked, and changes nothing. */
    VIEWER,
    /** Sees and does everything. */
    OPERATOR;

    /** The name of the role, as {@code web.xml} and the API write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that is written like this; empty where there is none. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** Whether it is not more than the other. */
    public boolean isWithin(Role other) {
        return compareTo(other) <= 0;
    }

    /** The lesser of the two. */
    Role atMost(Role other) {
        return isWithin(other) ? this : other;
    }

    /** The roles that it includes, for the server. */
    Set<String> words() {
        return this == OPERATOR ? Set.of(VIEWER.word(), word()) : Set.of(word());
    }
}
