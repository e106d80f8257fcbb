package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.Map;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private final InMemoryDatabase database = InMemoryDatabase.empty();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void makesAllTables() throws Exception {
        Schema.migrate(database.dataSource());

        assertThat(
                        database.rows(
                                "select lower(table_name) from information_schema.tables where table_schema = 'PUBLIC' order by 1"))
                .contains(
                        "access_key",
                        "commerce_fact",
                        "custom_field",
                        "custom_field_option",
                        "delivery",
                        "delivery_body",
                        "inbox",
                        "lane",
                        "lead",
                        "lead_sighting",
                        "list_subscription",
                        "mailing_list",
                        "observer_task",
                        "queue",
                        "tag",
                        "tag_assignment",
                        "timeline");
    }

    @Test
    void makesARowForEveryLane() throws Exception {
        Schema.migrate(database.dataSource());

        assertThat(database.rows("select id from lane order by id"))
                .isEqualTo(
                        IntStream.range(0, Lane.COUNT).mapToObj(String::valueOf).toList());
    }

    @Test
    void leavesASchemaThatIsUpToDateAsItIs() throws Exception {
        Schema.migrate(database.dataSource());
        database.execute("insert into tag (tag_id, tag_name, named_by) values (5, 'Course A', random_uuid())");
        var history = database.rows("select * from \"flyway_schema_history\"");

        Schema.migrate(database.dataSource());

        assertThat(database.rows("select * from \"flyway_schema_history\"")).isEqualTo(history);
        assertThat(database.rows("select tag_name from tag")).containsExactly("Course A");
        assertThat(database.rows("select count(*) from lane")).containsExactly("64");
    }

    @Test
    void refusesANewerSchemaAndSaysWhatToDo() throws Exception {
        Schema.migrate(database.dataSource());
        database.execute("""
                insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                    "installed_by", "execution_time", "success")
                values (99, '999', 'from the future', 'SQL', 'V999__future.sql', 'sa', 1, true)""");

        assertThatExceptionOfType(UnfitSchemaException.class)
                .isThrownBy(() -> Schema.migrate(database.dataSource()))
                .withMessageStartingWith("the database schema is at version 999, ")
                .withMessageContaining("Deploy the newer release again, or restore the backup");
    }

    @Test
    void saysWhatToDoWhenAMigrationFails() {
        database.execute("create table somebody_elses (id integer)");

        assertThatExceptionOfType(UnfitSchemaException.class)
                .isThrownBy(() -> Schema.migrate(database.dataSource()))
                .withMessageStartingWith("a migration of the database schema failed (org.flywaydb")
                .withMessageContaining("mend the cause")
                .havingCause();
    }

    @Test
    void goesOnOnceTheCauseOfAFailedMigrationIsMended() throws Exception {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:db/migration")
                .placeholders(Map.of("bytes", "varbinary", "amount", "numeric(25, 10)"))
                .target("4")
                .load()
                .migrate();
        database.execute("alter table queue add column released boolean"); // as the fifth does
        assertThatExceptionOfType(UnfitSchemaException.class).isThrownBy(() -> Schema.migrate(database.dataSource()));

        database.execute("alter table queue drop column released");
        Schema.migrate(database.dataSource());

        assertThat(database.rows("select count(duplicate_of) from inbox")).containsExactly("0");
    }

    @Test
    void findsNothingWrongWithTheSchemaOfADatabaseThatIsAway() {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Schema.migrate(database.awayAfter(0)));
    }

    @Test
    void findsNothingWrongWithTheSchemaOfADatabaseThatGoesAwayMeanwhile() {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Schema.migrate(database.awayAfter(1)));
    }
}
