package dev.kartrainbox.signin;

import dev.kartrainbox.operations.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Everybody who may sign in. Whoever gets another password or role, or goes, has all tokens revoked. */
@ApplicationScoped
public class Accounts {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Passwords passwords;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    public List<Account> all() {
        return entityManager.createNamedQuery(Account.ALL, Account.class).getResultList();
    }

    /** The one of this name, however it is written; empty where there is none. */
    public Optional<Account> named(String name) {
        return Optional.ofNullable(entityManager.find(Account.class, Account.normalized(name)));
    }

    boolean areThereAny() {
        return entityManager.createNamedQuery(Account.COUNT, Long.class).getSingleResult() > 0;
    }

    /**
     * Makes one.
     *
     * @return the account; empty where there is one of this name
     * @throws IllegalArgumentException if the name or the password is not fit; the message says what is
     */
    @Transactional
    public Optional<Account> create(String name, String password, Role role) {
        var normalized = Account.normalized(name);
        if (!Account.isName(normalized)) {
            throw new IllegalArgumentException(
                    "An account's name has 1 to 64 characters of a-z 0-9 . _ - and begins with a letter or digit; anonymous is nobody.");
        }
        check(password);
        if (named(normalized).isPresent()) {
            return Optional.empty();
        }
        var account = new Account(normalized, passwords.hash(password), role, clock.instant());
        entityManager.persist(account);
        audit.note("create-account", normalized, role.word());
        return Optional.of(account);
    }

    /**
     * Gives it another password.
     *
     * @return whether there is such an account
     * @throws IllegalArgumentException if the password is not fit; the message says what is
     */
    @Transactional
    public boolean changePassword(String name, String password) {
        check(password);
        return named(name)
                .map(account -> {
                    account.changePassword(passwords.hash(password));
                    audit.note("change-password", account.name(), revokeTokens(account));
                    return true;
                })
                .orElse(false);
    }

    /** Lets it do more or less; tells whether there is such an account. */
    @Transactional
    public boolean changeRole(String name, Role role) {
        return named(name)
                .map(account -> {
                    account.changeRole(role);
                    audit.note("change-role", account.name(), role.word() + ", " + revokeTokens(account));
                    return true;
                })
                .orElse(false);
    }

    /** Removes it together with its tokens; tells whether there was such an account. */
    @Transactional
    public boolean remove(String name) {
        return named(name)
                .map(account -> {
                    tokensOf(account).forEach(entityManager::remove);
                    entityManager.flush(); // they refer to it
                    entityManager.remove(account);
                    audit.note("remove-account", account.name(), "removed, with its tokens");
                    return true;
                })
                .orElse(false);
    }

    private String revokeTokens(Account account) {
        var live = tokensOf(account).stream()
                .filter(token -> token.isLiveAt(clock.instant()))
                .toList();
        live.forEach(token -> token.revoke(clock.instant()));
        return live.size() + " tokens revoked";
    }

    private List<Token> tokensOf(Account account) {
        return entityManager
                .createNamedQuery(Token.OF_ACCOUNT, Token.class)
                .setParameter("account", account.name())
                .getResultList();
    }

    private static void check(String password) {
        if (password.length() < Passwords.LEAST || password.length() > Passwords.MOST) {
            throw new IllegalArgumentException(
                    "A password has " + Passwords.LEAST + " to " + Passwords.MOST + " characters.");
        }
    }
}
