package dev.kartrainbox.signin;

import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.MovableClock;
import dev.kartrainbox.operations.AuditOf;
import jakarta.persistence.EntityManager;
import java.util.concurrent.Callable;

/** All that signs in, put together by hand on a database in memory. */
final class SignInDesk implements AutoCloseable {

    final InMemoryDatabase database = InMemoryDatabase.migrated();
    final EntityManager entityManager = database.entityManager();
    final MovableClock clock = new MovableClock();
    final Passwords passwords = new Passwords();
    final Accounts accounts = new Accounts();
    final Tokens tokens = new Tokens();
    final SignIn signIn = new SignIn();

    SignInDesk() {
        var audit = AuditOf.somebody("mira", entityManager, clock);
        accounts.entityManager = entityManager;
        accounts.passwords = passwords;
        accounts.audit = audit;
        accounts.clock = clock;
        tokens.entityManager = entityManager;
        tokens.ids = new Ids();
        tokens.audit = audit;
        tokens.clock = clock;
        signIn.accounts = accounts;
        signIn.passwords = passwords;
        signIn.audit = audit;
        signIn.clock = clock;
    }

    <T> T does(Callable<T> work) {
        return InMemoryDatabase.inTransaction(entityManager, work);
    }

    Account account(String name, String password, Role role) {
        return does(() -> accounts.create(name, password, role)).orElseThrow();
    }

    @Override
    public void close() {
        entityManager.close();
        database.close();
    }
}
