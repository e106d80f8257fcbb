package dev.kartrainbox.api;

import dev.kartrainbox.signin.Role;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of personal data somebody sees.
 *
 * @param all whether all of it, as an operator does
 */
record Sight(boolean all) {

    private static final String CUT = "…";
    private static final String BY_EMAIL = "e:";

    static Sight of(SecurityContext caller) {
        return new Sight(caller.isUserInRole(Role.OPERATOR.word()));
    }

    /** {@code m…@e…} of {@code mira@example.org}; absent of absent. */
    @Nullable
    String email(@Nullable String address) {
        if (all || address == null) {
            return address;
        }
        int at = address.lastIndexOf('@');
        return at < 0 ? first(address) : first(address.substring(0, at)) + "@" + first(address.substring(at + 1));
    }

    /** {@code M.} of {@code Mira}; absent of absent. */
    @Nullable
    String name(@Nullable String name) {
        if (all || name == null) {
            return name;
        }
        return Arrays.stream(name.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> new String(Character.toChars(word.codePointAt(0))) + ".")
                .collect(Collectors.joining(" "));
    }

    /** A lead's key, which may be an address. */
    String leadKey(String key) {
        return key.startsWith(BY_EMAIL) && !all ? BY_EMAIL + email(key.substring(BY_EMAIL.length())) : key;
    }

    /** What is not for viewers at all. */
    <T> @Nullable T only(Optional<T> secret) {
        return all ? secret.orElse(null) : null;
    }

    private static String first(String text) {
        return text.isEmpty() ? CUT : new String(Character.toChars(text.codePointAt(0))) + CUT;
    }
}
