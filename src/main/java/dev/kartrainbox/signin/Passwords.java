package dev.kartrainbox.signin;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords as they are stored: PBKDF2 with HMAC-SHA-256 and 600,000 iterations, which OWASP's cheat sheet asks for. The
 * algorithm and its parameters stand with each hash, so that a later release may ask for more. It is the JDK's own: the API of
 * Jakarta Security has no password hash that every server implements alike.
 */
@ApplicationScoped
public class Passwords {

    static final int LEAST = 12;
    static final int MOST = 200;

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final String LABEL = "pbkdf2-sha256";
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final int GENERATED_BYTES = 18;

    /** So many at once: whoever guesses takes the processors from nobody. */
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final long PATIENCE_SECONDS = 5;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    /** Of no password that anybody knows: who names an unknown account waits as long as who names a known one. */
    static final String DECOY =
            LABEL + "$" + ITERATIONS + "$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final AtomicLong computed = new AtomicLong();

    /** Thrown when so many passwords are being checked that one more would have to wait for long. */
    public static class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("too many passwords are being checked");
        }
    }

    /** A new one, to be written down once. */
    String generate() {
        var bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is to be stored for the password. */
    String hash(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var hash = derive(password, salt, ITERATIONS);
        return String.format(
                Locale.ROOT,
                "%s$%d$%s$%s",
                LABEL,
                ITERATIONS,
                BASE64.encodeToString(salt),
                BASE64.encodeToString(hash));
    }

    /** Whether the password is the one that this was stored for. */
    boolean matches(String password, String stored) {
        var parts = stored.split("\\$", 4);
        if (parts.length != 4 || !parts[0].equals(LABEL)) {
            throw new IllegalArgumentException("a stored password of an unknown kind");
        }
        var derived = derive(password, Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(derived, Base64.getDecoder().decode(parts[3]));
    }

    /** How many were computed since the start. */
    long computed() {
        return computed.get();
    }

    private byte[] derive(String password, byte[] salt, int iterations) {
        awaitTurn();
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
            computed.incrementAndGet();
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
    }
}
