package dev.kartrainbox.signin;

import java.io.Serializable;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/**
 * That somebody signed in to the console, as their session remembers it. It ends by itself: some time after they did something
 * last, and a working day after they signed in.
 */
final class Visit implements Serializable {

    /** Without doing anything; a page that refreshes itself does nothing. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** However busy they are. */
    static final Duration LONGEST = Duration.ofHours(12);

    /** For how long the last word of the database is taken while it cannot be asked. */
    static final Duration TRUSTED = Duration.ofHours(1);

    private static final long serialVersionUID = 1L;

    private final String account;
    private final byte[] password;
    private final byte[] secret;
    private final Instant since;
    private Role role;
    private Instant usedAt;
    private Instant confirmedAt;

    /**
     * Begins.
     *
     * @param secret SHA-256 of what the browser shows besides the session's id
     */
    Visit(Account account, byte[] secret, Instant now) {
        this.account = account.name();
        this.password = account.passwordMark();
        this.secret = secret.clone();
        this.role = account.role();
        this.since = now;
        this.usedAt = now;
        this.confirmedAt = now;
    }

    String account() {
        return account;
    }

    /** What they may do, as it was confirmed last. */
    synchronized Role role() {
        return role;
    }

    boolean shows(byte[] other) {
        return MessageDigest.isEqual(secret, other);
    }

    synchronized boolean isOverAt(Instant now) {
        return now.isAfter(usedAt.plus(IDLE)) || now.isAfter(since.plus(LONGEST));
    }

    synchronized void use(Instant now) {
        usedAt = now;
    }

    /** Whether it is still this account's: whoever gets another password has to sign in with it. */
    synchronized boolean confirm(Account now, Instant at) {
        if (!MessageDigest.isEqual(password, now.passwordMark())) {
            return false;
        }
        role = now.role();
        confirmedAt = at;
        return true;
    }

    synchronized boolean isTrustedAt(Instant now) {
        return now.isBefore(confirmedAt.plus(TRUSTED));
    }
}
