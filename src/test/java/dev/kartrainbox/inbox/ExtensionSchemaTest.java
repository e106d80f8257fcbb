package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionSchemaTest {

    private static final String HISTORY = "select \"version\" from \"extension_schema_history\" where \"type\" = 'SQL'";

    @TempDir
    Path classes;

    private final InMemoryDatabase database = InMemoryDatabase.empty();

    @BeforeEach
    void migrateOurs() throws Exception {
        Schema.migrate(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void leavesNoTableWhereThereIsNoExtension() throws Exception {
        migrate();

        assertThat(tables()).contains("delivery").doesNotContain("extension_schema_history");
    }

    @Test
    void makesTablesAfterOurs() throws Exception {
        write("V1__invoice.sql", "create table invoice as select id from delivery");

        migrate();

        assertThat(tables()).contains("delivery", "invoice");
    }

    @Test
    void keepsVersionsApartFromOurs() throws Exception {
        var ours = database.rows("select * from \"flyway_schema_history\"");
        write("V1__invoice.sql", "create table invoice (id uuid)");
        write("V20250401.1__due.sql", "alter table invoice add column due date");

        migrate();
        Schema.migrate(database.dataSource());

        assertThat(database.rows("select * from \"flyway_schema_history\"")).isEqualTo(ours);
        assertThat(database.rows(HISTORY)).containsExactly("1", "20250401.1");
    }

    @Test
    void appliesWhatIsNewAtTheNextStart() throws Exception {
        write("V1__invoice.sql", "create table invoice (id uuid)");
        migrate();
        database.execute("insert into invoice values (random_uuid())");
        write("V2__due.sql", "alter table invoice add column due date");

        migrate();

        assertThat(database.rows("select due from invoice")).containsExactly("-");
    }

    @Test
    void knowsOurPlaceholders() throws Exception {
        write("V1__invoice.sql", """
                create table invoice (
                    pdf ${bytes},
                    ${h2} h2_only integer
                    ${postgresql} postgresql_only integer
                )""");

        migrate();

        assertThat(database.rows("select pdf, h2_only from invoice")).isEmpty();
    }

    @Test
    void goesOnWithoutAnExtensionThatWasThereBefore() throws Exception {
        write("V1__invoice.sql", "create table invoice (id uuid)");
        migrate();
        Files.delete(classes.resolve("db/extension/V1__invoice.sql"));

        migrate();

        assertThat(tables()).contains("invoice");
    }

    @Test
    void namesTheMigrationThatFailsAndShowsNoData() throws Exception {
        write("V1__invoice.sql", "create table invoice (id integer)");
        write("V2__first.sql", "insert into invoice values ('mira@example.org')");

        assertThatExceptionOfType(UnfitSchemaException.class)
                .isThrownBy(this::migrate)
                .withMessageStartingWith("a migration of an extension, in db/extension, failed (org.flywaydb")
                .withMessageContaining("(SQLSTATE 22018)")
                .withMessageContaining("with these to be applied: V2__first.sql. ")
                .withMessageNotContaining("mira");
    }

    @Test
    void goesOnOnceTheCauseOfAFailureIsMended() throws Exception {
        write("V1__invoice.sql", "create table delivery (id uuid)");
        assertThatExceptionOfType(UnfitSchemaException.class).isThrownBy(this::migrate);
        write("V1__invoice.sql", "create table invoice (id uuid)");

        migrate();

        assertThat(tables()).contains("invoice");
    }

    @Test
    void refusesOneThatWasChangedAfterItWasApplied() throws Exception {
        write("V1__invoice.sql", "create table invoice (id uuid)");
        migrate();
        write("V1__invoice.sql", "create table invoice (id uuid, due date)");

        assertThatExceptionOfType(UnfitSchemaException.class)
                .isThrownBy(this::migrate)
                .withMessageContaining("FlywayValidateException")
                .withMessageContaining("leave those as they are that were applied before");
    }

    @Test
    void findsNothingWrongWithTheMigrationsOfADatabaseThatIsAway() throws Exception {
        write("V1__invoice.sql", "create table invoice (id uuid)");
        var away = ours(database.awayAfter(0));

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> migrate(away));
    }

    private void write(String migration, String sql) throws IOException {
        Files.writeString(
                Files.createDirectories(classes.resolve("db/extension")).resolve(migration), sql);
    }

    /** As the server does at a start of the application with these classes in it. */
    private void migrate() throws Exception {
        migrate(ours(database.dataSource()));
    }

    private void migrate(Configuration ours) throws Exception {
        try (var extended = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            ExtensionSchema.migrate(ours, extended);
        }
    }

    private static Configuration ours(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .placeholders(Map.of("bytes", "varbinary", "postgresql", "--", "h2", ""))
                .load()
                .getConfiguration();
    }

    private Iterable<String> tables() {
        return database.rows("select lower(table_name) from information_schema.tables where table_schema = 'PUBLIC'");
    }
}
