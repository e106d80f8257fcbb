package dev.kartrainbox.kartra;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells leads apart: {@code i:} and Kartra's id, else {@code e:} and the e-mail address in lower case. Deliveries of
 * one lead are processed in order by it, and the mirror knows the lead by it.
 */
public final class LeadKey {

    /** Longest key that is stored; a longer e-mail address is cut. */
    public static final int MAX_LENGTH = 322;

    private LeadKey() {}

    /** The key of a lead; empty where there is neither an id above zero nor an e-mail address. */
    public static Optional<String> of(@Nullable Long id, @Nullable String email) {
        if (id != null && id > 0) {
            return Optional.of("i:" + id);
        }
        return Optional.ofNullable(email)
                .map(String::strip)
                .filter(address -> !address.isEmpty() && !address.equalsIgnoreCase("N/A"))
                .map(address -> cut("e:" + address.toLowerCase(Locale.ROOT)));
    }

    /** Never within a surrogate pair: half of one is no character, and no database takes it. */
    private static String cut(String key) {
        if (key.length() <= MAX_LENGTH) {
            return key;
        }
        return key.substring(0, MAX_LENGTH - (Character.isHighSurrogate(key.charAt(MAX_LENGTH - 1)) ? 1 : 0));
    }
}
