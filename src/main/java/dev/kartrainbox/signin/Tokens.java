package dev.kartrainbox.signin;

import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.operations.Audit;
import dev.kartrainbox.settings.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Bearer tokens, by which scripts are signed in. */
@ApplicationScoped
public class Tokens {

    /** Longest life of a token, in days. */
    public static final int MOST_DAYS = 365;

    /** Says what it is to whoever finds one, and to programs that look for secrets in source code. */
    private static final String PREFIX = "kinbox_";

    private static final int RANDOM_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Ids ids;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * A token that was made just now.
     *
     * @param secret the token itself, which is not stored
     */
    public record Made(Token token, String secret) {}

    /**
     * Whom a token signs in.
     *
     * @param role what the token may, and its account too
     */
    record Bearer(Token token, Role role) {}

    /**
     * Makes one.
     *
     * @param role not above the account's
     * @throws IllegalArgumentException if anything is not fit; the message says what is
     */
    @Transactional
    public Made make(Account account, String name, Role role, int days) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A token's name has 1 to 64 characters of A-Z a-z 0-9 . _ - and blanks, and begins with a letter or digit.");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("A token lives for 1 to " + MOST_DAYS + " days.");
        }
        if (!role.isWithin(account.role())) {
            throw new IllegalArgumentException("A token may not do more than its account, which is "
                    + account.role().word() + ".");
        }
        var secret = PREFIX + Secrets.ofBytes(RANDOM_BYTES);
        var now = clock.instant();
        var token =
                new Token(ids.next(), account.name(), name, hash(secret), role, now, now.plus(Duration.ofDays(days)));
        entityManager.persist(token);
        audit.note("create-token", described(token), role.word() + ", " + days + " days");
        return new Made(token, secret);
    }

    /** All of everybody, the newest first. */
    public List<Token> all() {
        return entityManager.createNamedQuery(Token.ALL, Token.class).getResultList();
    }

    /** Those of one account, the newest first. */
    public List<Token> of(String account) {
        return entityManager
                .createNamedQuery(Token.OF_ACCOUNT, Token.class)
                .setParameter("account", account)
                .getResultList();
    }

    public Optional<Token> find(UUID id) {
        return Optional.ofNullable(entityManager.find(Token.class, id));
    }

    /** It is accepted no more; tells whether there is such a token. */
    @Transactional
    public boolean revoke(UUID id) {
        var token = find(id);
        token.ifPresent(found -> {
            found.revoke(clock.instant());
            audit.note("revoke-token", described(found), "revoked");
        });
        return token.isPresent();
    }

    /** Whom the secret signs in, and notes its use; empty where it is unknown, expired or revoked, whichever. */
    @Transactional
    Optional<Bearer> bearer(String secret) {
        if (!SECRET.matcher(secret).matches()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var bearer = entityManager
                .createNamedQuery(Token.WITH_HASH, Token.class)
                .setParameter("sha256", hash(secret))
                .getResultStream()
                .filter(token -> token.isLiveAt(now))
                .findFirst()
                .map(token -> new Bearer(
                        token,
                        token.role()
                                .atMost(entityManager
                                        .getReference(Account.class, token.account())
                                        .role())));
        bearer.map(Bearer::token).filter(token -> token.isUseNews(now)).ifPresent(this::noteUse);
        return bearer;
    }

    private void noteUse(Token token) {
        var now = clock.instant();
        entityManager
                .createNamedQuery(Token.USE)
                .setParameter("id", token.id())
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .setParameter("before", now.minus(Token.USE_NOTED_EVERY).atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    private static byte[] hash(String secret) {
        return Fingerprint.sha256(secret.getBytes(StandardCharsets.US_ASCII));
    }

    private static String described(Token token) {
        return token.name() + " of " + token.account() + " (" + token.id() + ")";
    }
}
