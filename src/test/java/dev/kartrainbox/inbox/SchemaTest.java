package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private final InMemoryDatabase database = InMemoryDatabase.empty();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void makesAllTables() {
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
    void makesARowForEveryLane() {
        Schema.migrate(database.dataSource());

        assertThat(database.rows("select id from lane order by id"))
                .isEqualTo(
                        IntStream.range(0, Lane.COUNT).mapToObj(String::valueOf).toList());
    }

    @Test
    void leavesASchemaThatIsUpToDateAsItIs() {
        Schema.migrate(database.dataSource());
        database.execute("insert into tag (tag_id, tag_name, named_by) values (5, 'Course A', random_uuid())");
        var history = database.rows("select * from \"flyway_schema_history\"");

        Schema.migrate(database.dataSource());

        assertThat(database.rows("select * from \"flyway_schema_history\"")).isEqualTo(history);
        assertThat(database.rows("select tag_name from tag")).containsExactly("Course A");
        assertThat(database.rows("select count(*) from lane")).containsExactly("64");
    }

    @Test
    void refusesANewerSchemaAndSaysWhatToDo() {
        Schema.migrate(database.dataSource());
        database.execute("""
                insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                    "installed_by", "execution_time", "success")
                values (99, '999', 'from the future', 'SQL', 'V999__future.sql', 'sa', 1, true)""");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Schema.migrate(database.dataSource()))
                .withMessageStartingWith("Kartra Inbox does not start: the database schema is at version 999, ")
                .withMessageContaining("Deploy the newer release again, or restore the backup");
    }

    @Test
    void saysWhatToDoWhenAMigrationFails() {
        database.execute("create table somebody_elses (id integer)");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Schema.migrate(database.dataSource()))
                .withMessageStartingWith("Kartra Inbox does not start: a migration of the database schema failed.")
                .withMessageContaining("start again")
                .havingCause();
    }

    @Test
    void startsOnceTheCauseOfAFailedMigrationIsMended() {
        Schema.migrate(database.dataSource());
        database.execute("drop view inbox");
        database.execute("alter table delivery drop column duplicate_of");
        database.execute("create view inbox as select id from delivery");
        database.execute("delete from \"flyway_schema_history\" where \"version\" = '5'");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> Schema.migrate(database.dataSource()));

        database.execute("alter table queue drop column released");
        Schema.migrate(database.dataSource());

        assertThat(database.rows("select count(duplicate_of) from inbox")).containsExactly("0");
    }

    @Test
    void saysWhatToCheckWhenTheDatabaseIsAway() {
        var away = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("FATAL: password authentication failed, tried s3cret", "28P01");
                });

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Schema.migrate(away))
                .withMessageStartingWith(
                        "Kartra Inbox does not start: the database cannot be reached (java.sql.SQLException (SQLSTATE 28P01)).")
                .withMessageContaining("KARTRA_INBOX_DB_DRIVER, _DB_URL, _DB_USER and _DB_PASSWORD");
    }
}
