package dev.kartrainbox.signin;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of personal data somebody sees.
 *
 * @param all whether all of it, as an operator does
 */
public record Sight(boolean all) {

    private static final String CUT = "…";
    private static final String BY_EMAIL = "e:";

    /**
     * Of whoever asks.
     *
     * @param isInRole whether they are in the role of this name, as the server says
     */
    public static Sight of(Predicate<String> isInRole) {
        return new Sight(isInRole.test(Role.OPERATOR.word()));
    }

    /** {@code m…@e…} of {@code mira@example.org}; absent of absent. */
    public @Nullable String email(@Nullable String address) {
        if (all || address == null) {
            return address;
        }
        int at = address.lastIndexOf('@');
        return at < 0 ? first(address) : first(address.substring(0, at)) + "@" + first(address.substring(at + 1));
    }

    /** {@code M.} of {@code Mira}; absent of absent. */
    public @Nullable String name(@Nullable String name) {
        if (all || name == null) {
            return name;
        }
        return Arrays.stream(name.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> new String(Character.toChars(word.codePointAt(0))) + ".")
                .collect(Collectors.joining(" "));
    }

    /** A lead's key, which may be an address. */
    public String leadKey(String key) {
        return key.startsWith(BY_EMAIL) && !all ? BY_EMAIL + email(key.substring(BY_EMAIL.length())) : key;
    }

    /** What is not for viewers at all. */
    public <T> @Nullable T only(Optional<T> secret) {
        return all ? secret.orElse(null) : null;
    }

    private static String first(String text) {
        return text.isEmpty() ? CUT : new String(Character.toChars(text.codePointAt(0))) + CUT;
    }
}
