package dev.kartrainbox.signin;

import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.operations.Transactions;
import dev.kartrainbox.settings.PrivateFiles;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Makes the account of the administrator once the database is there. Its password is that of the environment; where there is none,
 * the first start makes one and writes it into a file that only the server's user can read.
 */
@ApplicationScoped
public class Administrator {

    private static final Logger LOG = System.getLogger(Administrator.class.getName());
    private static final String FILE = "admin-password";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Settings settings;

    @Inject
    Accounts accounts;

    @Inject
    Passwords passwords;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    void begin(@Observes @Priority(StartOrder.KEYS) SchemaReady ready) {
        var given = settings.adminPassword();
        if (given.isPresent()) {
            set(given.get());
        } else if (!accounts.areThereAny()) {
            make();
        }
    }

    /** Of several servers that start at once, each sets the same. */
    private void set(String password) {
        var administrator = accounts.named(Account.ADMINISTRATOR);
        if (administrator.isEmpty()) {
            insert(password);
        } else if (!passwords.matches(password, administrator.get().password())) {
            accounts.changePassword(Account.ADMINISTRATOR, password);
        }
    }

    /** The file comes before the row: a crash in between leaves a file to be overwritten, never an account that nobody can use. */
    private void make() {
        var password = passwords.generate();
        try {
            PrivateFiles.write(file(), password + System.lineSeparator());
            if (insert(password)) {
                LOG.log(
                        Level.INFO,
                        "The administrator {0} was made; the password stands in {1}",
                        Account.ADMINISTRATOR,
                        file());
            } else {
                Files.deleteIfExists(file()); // another server was first, and its file says the password
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The administrator's password cannot be written to " + file(), e);
        }
    }

    /** Whether this server made it, and no other one at the same time. */
    private boolean insert(String password) {
        var account = new Account(Account.ADMINISTRATOR, passwords.hash(password), Role.OPERATOR, clock.instant());
        try {
            return transactions.run(() -> {
                entityManager.persist(account);
                entityManager.flush();
                return true;
            });
        } catch (RuntimeException e) {
            if (accounts.named(Account.ADMINISTRATOR).isEmpty()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Another server made the administrator: {0}", SqlStates.describe(e));
            return false;
        }
    }

    private Path file() {
        return settings.directory().resolve(FILE);
    }
}
