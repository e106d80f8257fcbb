package dev.kartrainbox.signin;

import dev.kartrainbox.operations.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs in by name and password. An unknown name takes the same way and the same time as a wrong password, and whoever guesses
 * is slowed down ({@link BackOff}).
 */
@ApplicationScoped
public class SignIn {

    /** Of guessing, that is: the rest is counted. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    @Inject
    Accounts accounts;

    @Inject
    Passwords passwords;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    private final BackOff backOff = new BackOff();
    private Instant noted = Instant.MIN;
    private long sinceNoted;

    /**
     * What came of it.
     *
     * @param account who is signed in; absent where name or password is wrong
     * @param pause after which another attempt is looked at; zero where this one was
     */
    public record Result(@Nullable Account account, Duration pause) {

        public Optional<Account> signedIn() {
            return Optional.ofNullable(account);
        }

        public boolean hasToWait() {
            return !pause.isZero();
        }
    }

    /**
     * Tries name and password.
     *
     * @param address where the attempt comes from
     * @throws Passwords.BusyException if too many do at once
     */
    public Result with(String name, String password, String address) {
        var attempt = backOff.begin(name, address, clock.instant());
        if (!attempt.mayGoOn()) {
            return new Result(null, attempt.pause());
        }
        var account = accounts.named(name);
        var stored = account.map(Account::password).orElse(Passwords.DECOY);
        var right = password.length() <= Passwords.MOST && passwords.matches(password, stored);
        if (right && account.isPresent()) {
            backOff.succeed(name, address);
            return new Result(account.get(), Duration.ZERO);
        }
        if (attempt.failed() >= BackOff.FREE) {
            note(account.map(Account::name).orElse("an unknown account"));
        }
        return new Result(null, Duration.ZERO);
    }

    /** A row a minute at most, however many guess: what somebody else can make grow would fill the disk. */
    private synchronized void note(String whose) {
        sinceNoted++;
        var now = clock.instant();
        if (now.isBefore(noted.plus(NOTED_EVERY))) {
            return;
        }
        audit.note(
                "sign-in", whose, sinceNoted + " attempts failed after the first " + BackOff.FREE + " of an address");
        noted = now;
        sinceNoted = 0;
    }
}
