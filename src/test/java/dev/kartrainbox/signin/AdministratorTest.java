package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.operations.Transactions;
import dev.kartrainbox.settings.Proxies;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StandardSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministratorTest {

    private static final String GIVEN = "given by the environment";

    @TempDir
    Path directory;

    private final SignInDesk desk = new SignInDesk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void isMadeAtTheFirstStartWithAPasswordThatOnlyTheServersUserReads() throws Exception {
        start(null);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(signsIn(Files.readString(file()).strip())).isTrue();
        assertThat(desk.accounts.named("admin").orElseThrow().role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void staysTheSameAtLaterStarts() throws Exception {
        start(null);
        var password = Files.readString(file());

        start(null);

        assertThat(Files.readString(file())).isEqualTo(password);
        assertThat(desk.database.rows("select count(*) from account")).containsExactly("1");
    }

    @Test
    void hasThePasswordOfTheEnvironmentAlsoOnceThatChanges() throws Exception {
        start(GIVEN);
        assertThat(signsIn(GIVEN)).isTrue();
        assertThat(file()).doesNotExist();

        start(GIVEN + " anew");

        assertThat(signsIn(GIVEN + " anew")).isTrue();
        assertThat(signsIn(GIVEN)).isFalse();
    }

    @Test
    void leavesNoFileWhereAnotherServerWasFirst() throws Exception {
        var administrator = administrator(null);
        administrator.transactions = new Transactions() {
            @Override
            public <T> T run(Supplier<T> work) {
                desk.database.execute("insert into account values ('admin', '%s', 'OPERATOR', now())"
                        .formatted(desk.passwords.hash(GIVEN)));
                return desk.does(work::get);
            }
        };

        administrator.begin(new SchemaReady("H2"));

        assertThat(file()).doesNotExist();
        desk.entityManager.clear();
        assertThat(signsIn(GIVEN)).isTrue();
    }

    private boolean signsIn(String password) {
        return desk.signIn.with("admin", password, "203.0.113.7").signedIn().isPresent();
    }

    private Path file() {
        return directory.resolve("admin-password");
    }

    private void start(String password) {
        var administrator = administrator(password);
        desk.does(() -> {
            administrator.begin(new SchemaReady("H2"));
            return null;
        });
    }

    private Administrator administrator(String password) {
        var administrator = new Administrator();
        administrator.entityManager = desk.entityManager;
        administrator.accounts = desk.accounts;
        administrator.passwords = desk.passwords;
        administrator.clock = desk.clock;
        administrator.transactions = new Transactions();
        administrator.settings = new Settings(
                List.of(),
                URI.create("http://localhost:8080"),
                Proxies.NONE,
                1024,
                Duration.ofSeconds(10),
                ZoneOffset.UTC,
                4,
                20,
                8,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                directory,
                directory.resolve("journal"),
                0,
                Optional.empty(),
                StandardSettings.KEEP_FOR,
                Optional.ofNullable(password));
        return administrator;
    }
}
