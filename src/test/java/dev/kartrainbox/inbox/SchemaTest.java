package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
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
        Schema.migrate(database.dataSource());
        database.execute("delete from \"flyway_schema_history\" where \"version\" = '9'");
        database.execute("drop index delivery_lead_key");
        assertThatExceptionOfType(UnfitSchemaException.class).isThrownBy(() -> Schema.migrate(database.dataSource()));

        database.execute("create index delivery_lead_key on delivery (lead_key, id)");
        Schema.migrate(database.dataSource());

        assertThat(database.rows("select \"success\" from \"flyway_schema_history\" where \"version\" = '9'"))
                .containsExactly("TRUE");
    }

    @Test
    void findsNothingWrongWithTheSchemaOfADatabaseThatIsAway() {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Schema.migrate(awayAfter(0)));
    }

    @Test
    void findsNothingWrongWithTheSchemaOfADatabaseThatGoesAwayMeanwhile() {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Schema.migrate(awayAfter(1)));
    }

    /** After so many connections. */
    private DataSource awayAfter(int connections) {
        var left = new AtomicInteger(connections);
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (left.getAndDecrement() > 0) {
                        return database.dataSource().getConnection();
                    }
                    throw new SQLException("away", "08001");
                });
    }
}
