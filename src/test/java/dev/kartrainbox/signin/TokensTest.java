package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kartrainbox.signin.Tokens.Made;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final String PASSWORD = "a password of olga's";

    private final SignInDesk desk = new SignInDesk();
    private final Account olga = desk.account("olga", PASSWORD, Role.OPERATOR);

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void signInAsTheirAccountWithTheirRole() {
        var made = make("scripts", Role.VIEWER);

        var bearer = desk.does(() -> desk.tokens.bearer(made.secret())).orElseThrow();

        assertThat(bearer.role()).isEqualTo(Role.VIEWER);
        assertThat(Caller.of(bearer.token()).name()).isEqualTo("olga by scripts");
    }

    @Test
    void areStoredAsHashesOnly() {
        var made = make("scripts", Role.OPERATOR);

        assertThat(made.secret()).matches("kinbox_[A-Za-z0-9_-]{43}");
        assertThat(desk.database.rows("script").toString()).doesNotContain(made.secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kinbox_", "kinbox_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "x"})
    void areAcceptedOnlyWhereTheyWereMade(String secret) {
        make("scripts", Role.OPERATOR);

        assertThat(desk.does(() -> desk.tokens.bearer(secret))).isEmpty();
    }

    @Test
    void expire() {
        var made = make("scripts", Role.OPERATOR);
        desk.clock.passes(Duration.ofDays(30).minusSeconds(1));
        assertThat(desk.does(() -> desk.tokens.bearer(made.secret()))).isPresent();

        desk.clock.passes(Duration.ofSeconds(1));

        assertThat(desk.does(() -> desk.tokens.bearer(made.secret()))).isEmpty();
    }

    @Test
    void areAcceptedNoMoreOnceRevoked() {
        var made = make("scripts", Role.OPERATOR);

        assertThat(desk.does(() -> desk.tokens.revoke(made.token().id()))).isTrue();

        assertThat(desk.does(() -> desk.tokens.bearer(made.secret()))).isEmpty();
    }

    @Test
    void mayNotDoMoreThanTheirAccountThenAndLater() {
        var vera = desk.account("vera", PASSWORD, Role.VIEWER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.tokens.make(vera, "more", Role.OPERATOR, 30))
                .withMessageContaining("viewer");
        var made = make("scripts", Role.OPERATOR);
        desk.database.execute("update account set role = 'VIEWER' where name = 'olga'");
        desk.entityManager.clear();

        assertThat(desk.does(
                        () -> desk.tokens.bearer(made.secret()).orElseThrow().role()))
                .isEqualTo(Role.VIEWER);
    }

    @Test
    void areRevokedWithTheirAccountsPassword() {
        var made = make("scripts", Role.OPERATOR);

        desk.does(() -> desk.accounts.changePassword("olga", "another password"));

        assertThat(desk.does(() -> desk.tokens.bearer(made.secret()))).isEmpty();
    }

    @Test
    void haveTheirLastUseWrittenOnceAMinute() {
        var made = make("scripts", Role.OPERATOR);

        use(made);
        var first = lastUse();
        desk.clock.passes(Duration.ofSeconds(59));
        use(made);
        assertThat(lastUse()).isEqualTo(first).isNotEqualTo("-");
        desk.clock.passes(Duration.ofSeconds(2));
        use(made);

        assertThat(lastUse()).isNotEqualTo(first);
    }

    private void use(Made made) {
        desk.does(() -> desk.tokens.bearer(made.secret()));
        desk.entityManager.clear();
    }

    private String lastUse() {
        return desk.database.rows("select last_used_at from token").get(0);
    }

    private Made make(String name, Role role) {
        return desk.does(() -> desk.tokens.make(olga, name, role, 30));
    }
}
