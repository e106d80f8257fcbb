package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest {

    private static final String PASSWORD = "a password of vera's";
    private static final String WRONG = "a password of nobody";
    private static final String HERE = "203.0.113.7";

    private final SignInDesk desk = new SignInDesk();
    private final Account vera = desk.account("vera", PASSWORD, Role.VIEWER);

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void takesTheRightPasswordHoweverTheNameIsWritten() {
        assertThat(with(" Vera", PASSWORD).signedIn()).map(Account::name).contains(vera.name());
    }

    @Test
    void takesTheSameWayForAnUnknownNameAsForAWrongPassword() {
        long before = desk.passwords.computed();
        var known = with("vera", WRONG);
        long ofKnown = desk.passwords.computed() - before;

        var unknown = with("nobody", WRONG);

        assertThat(unknown).isEqualTo(known);
        assertThat(known.signedIn()).isEmpty();
        assertThat(ofKnown).isEqualTo(1);
        assertThat(desk.passwords.computed() - before).isEqualTo(2 * ofKnown);
    }

    @Test
    void computesNothingForWhoHasToWaitEvenWithTheRightPassword() {
        for (int i = 0; i < 5; i++) {
            with("vera", WRONG);
        }
        long before = desk.passwords.computed();

        assertThat(with("vera", PASSWORD).hasToWait()).isTrue();
        assertThat(desk.passwords.computed()).isEqualTo(before);
        assertThat(desk.does(() -> desk.signIn.with("vera", PASSWORD, "198.51.100.9"))
                        .signedIn())
                .isPresent();
        desk.clock.passes(Duration.ofSeconds(1));
        assertThat(with("vera", PASSWORD).signedIn()).isPresent();
    }

    @Test
    void notesGuessesOnceAMinuteAndNeverTheNameThatWasGuessed() {
        for (int i = 0; i < 7; i++) {
            with("my-password-by-mistake", WRONG);
            desk.clock.passes(Duration.ofSeconds(5));
        }

        assertThat(desk.database.rows("select subject from audit where operation = 'sign-in'"))
                .containsExactly("an unknown account");
    }

    private SignIn.Result with(String name, String password) {
        return desk.does(() -> desk.signIn.with(name, password, HERE));
    }
}
