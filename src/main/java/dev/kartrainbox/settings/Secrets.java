package dev.kartrainbox.settings;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes what nobody can guess. */
public final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** So many random bytes, in characters that stand in URLs, headers and cookies as they are: four for three of them. */
    public static String ofBytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
