package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.kartra.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two database roles that {@code server-config/postgresql/roles.sql} makes: enough for a server, and not more. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class RolesIT {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path SCRIPT = Path.of("server-config/postgresql/roles.sql");

    @Test
    void saysWhatToDoWithoutRightsAndWorksWithThem() {
        var database = Database.named("roles", null);
        database.executes(roles());
        database.executes("revoke usage on schema public from public, kartra");
        try (var server = ServerProcess.named("roles", Wars.built(), settings(database))) {
            server.start().awaitReady(READY);
            Await.until(() -> server.console().contains("KARTRA_INBOX_DB_USER may not work with the tables"), LIMIT);
            var kartra = new Sender(server.url());
            assertThat(kartra.sends(Sample.all().get(0).body()).statusCode()).isEqualTo(200);
            server.stop();

            database.executes(roles());
            server.start().awaitReady(READY);
            Sample.all().forEach(sample -> kartra.sends(sample.body()));
            database.awaitCount(1 + Sample.all().size(), "select count(*) from delivery");
            database.awaitCount(0, "select count(*) from queue");
        }
        assertThat(database.rows("select distinct state from delivery order by state"))
                .containsExactly("DUPLICATE", "PROCESSED");
        assertThat(database.rows("select distinct tableowner from pg_tables where schemaname = 'public'"))
                .containsExactly("kartra_migrate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table theirs (id int)",
                "create temporary table theirs (id int)",
                "create schema theirs",
                "drop table audit",
                "truncate audit",
                "alter table audit add column theirs int",
                "delete from flyway_schema_history",
            })
    void refusesTheWorkingRole(String statement) {
        var database = Database.named("refused", null);
        try {
            database.executes(roles());
            new Database(database.url(), "kartra_migrate", "")
                    .executes("create table audit (id int); create table flyway_schema_history (version text)");
            database.executes(roles());

            assertThatThrownBy(() -> new Database(database.url(), "kartra", "").executes(statement))
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        } finally {
            Database.underTest().executes("drop database refused");
        }
    }

    private static Map<String, String> settings(Database database) {
        var settings = new HashMap<>(database.settings());
        settings.put("KARTRA_INBOX_DB_USER", "kartra");
        settings.put("KARTRA_INBOX_DB_MIGRATE_USER", "kartra_migrate");
        return settings;
    }

    private static String roles() {
        try {
            return Files.readString(SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
