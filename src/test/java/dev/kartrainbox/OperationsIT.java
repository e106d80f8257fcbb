package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Bystanders;
import dev.kartrainbox.extension.Witness;
import dev.kartrainbox.kartra.Sample;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an operator does with many deliveries, from outside while the server runs. */
class OperationsIT {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final String LEAKED = "leaked-integration-test-key";

    private static final List<String> NOT_MIRRORED = List.of(
            "access_key",
            "account",
            "audit",
            "bystander",
            "commerce_fact",
            "delivery",
            "delivery_body",
            "drift",
            "flyway_schema_history",
            "lane",
            "observer",
            "observer_task",
            "queue",
            "token",
            "witness");

    @Test
    void replaysRebuildsAndDiscards() throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("KARTRA_INBOX_KEY", Sender.KEY + "," + LEAKED);
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("operated", null).settings());
        }
        try (var server = ServerProcess.named("operated", Wars.extended(), settings)) {
            var database = Database.isPostgresql()
                    ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                    : Database.named("operated", server.data());
            server.start().awaitReady(READY);
            database.executes(Witness.TABLE);
            database.executes(Bystanders.TABLE);
            var kartra = new Sender(server.url());
            Sample.all().forEach(sample -> kartra.sends(sample.body()));
            kartra.sends(Sender.tagAssigned(9_000_001, 5, "Course A"));
            // a server that has just started may have kept the first of them in its journal
            database.awaitCount(Sample.all().size() + 1L, "select count(*) from delivery");
            awaitDone(database);

            replaysASelection(database);
            rebuildsTheMirror(database, kartra);
            discardsWhatIsForged(database, server);
        }
    }

    private static void replaysASelection(Database database) {
        var replayed = "select count(*) from witness where action = 'assign_tag'";
        long told = database.count(replayed);

        assertThat(Terminal.inbox(database, "replay", "--action", "assign_tag", "--state", "PROCESSED"))
                .contains("Selected    " + told + " deliveries", "Witness.on(KartraEvent)", "Nothing was done");
        assertThat(Terminal.inbox(database, "replay", "--action", "assign_tag", "--state", "PROCESSED", "--yes"))
                .contains(told + " queued, 0 skipped");

        database.awaitCount(2 * told, replayed);
        awaitDone(database);
        assertThat(Terminal.inbox(
                        database,
                        "replay",
                        "--lead",
                        "9000001",
                        "--observer",
                        "Witness.on(KartraEvent)",
                        "--anew",
                        "--yes"))
                .contains("1 queued, 0 skipped");
        database.awaitCount(2 * told + 1, replayed);
        awaitDone(database);
    }

    private static void rebuildsTheMirror(Database database, Sender kartra) {
        var before = mirror(database);
        long witnessed = database.count("select count(*) from witness");
        long bystanders = database.count("select count(*) from bystander");
        database.executes("update lead set first_name = 'damaged', score = 7");
        database.executes("update tag set tag_name = 'damaged'");
        database.executes("update sale set transaction_full_amount = 1");
        database.executes("delete from timeline where action = 'buy_product'");
        database.executes("delete from survey_answer");
        assertThat(mirror(database)).isNotEqualTo(before);

        assertThat(Terminal.inbox(database, "rebuild"))
                .contains("Leads", "Tags.on(TagAssigned)")
                .doesNotContain("Witness", "EventLog");
        assertThat(Terminal.inbox(database, "rebuild", "--yes")).contains("They are queued");
        awaitDone(database);

        assertThat(mirror(database)).isEqualTo(before);

        Terminal.inbox(database, "rebuild", "--yes");
        for (int tag = 100; tag < 150; tag++) {
            kartra.sends(Sender.tagAssigned(9_000_001, tag, "meanwhile"));
        }
        Terminal.inbox(database, "rebuild", "--yes");
        awaitDone(database);

        assertThat(database.count("select count(*) from tag_assignment where lead_key = 'i:9000001' and active"))
                .isEqualTo(51);
        assertThat(database.count("select count(*) from timeline where lead_key = 'i:9000001'"))
                .isEqualTo(51);
        assertThat(database.count("select count(*) from witness")).isEqualTo(witnessed + 50);
        database.awaitCount(bystanders + 150, "select count(*) from bystander");
    }

    private static void discardsWhatIsForged(Database database, ServerProcess server) {
        var before = mirror(database);
        var leaked = new Sender(server.url());
        var forged = Sender.tagAssigned(9_000_001, 5, "Course A").replace("assign_tag", "unassign_tag");
        var answer = leaked.exchange(leaked.post(LEAKED).POST(BodyPublishers.ofString(forged)));
        assertThat(answer.statusCode()).isEqualTo(200);
        database.awaitState("PROCESSED", Sender.idIn(answer));
        assertThat(mirror(database)).isNotEqualTo(before);
        var key = database.rows("select key_name from delivery where id = '%s'".formatted(Sender.idIn(answer)))
                .get(0);

        assertThat(Terminal.inbox(database, "discard", "--key", key))
                .contains("Selected    1 deliveries", "1 of them were told");
        assertThat(Terminal.inbox(database, "discard", "--key", key, "--yes"))
                .contains("1 discarded, 1 leads are rebuilt");
        awaitDone(database);

        assertThat(mirror(database)).isEqualTo(before);
        assertThat(database.rows("select state from delivery where key_name = '%s'".formatted(key)))
                .containsExactly("DISCARDED");
    }

    private static void awaitDone(Database database) {
        database.awaitCount(0, "select count(*) from queue");
        database.awaitCount(0, "select count(*) from observer_task");
        database.awaitCount(0, "select count(*) from delivery where state in ('RECEIVED', 'RETRYING')");
    }

    /** All rows of all tables of the mirror; but which delivery gave a shared name, which may be another one afterwards. */
    private static Map<String, List<String>> mirror(Database database) {
        var schema = Database.isPostgresql() ? "public" : "PUBLIC";
        return database
                .rows(
                        "select lower(table_name) from information_schema.tables where table_schema = '%s' and table_type = 'BASE TABLE'"
                                .formatted(schema))
                .stream()
                .filter(table -> !NOT_MIRRORED.contains(table))
                .collect(Collectors.toMap(
                        table -> table, table -> rows(database, table), (one, other) -> one, TreeMap::new));
    }

    private static List<String> rows(Database database, String table) {
        var columns = database.rows(
                "select lower(column_name) from information_schema.columns where lower(table_name) = '%s' and lower(column_name) not like '%%named_by' order by ordinal_position"
                        .formatted(table));
        return database.rows("select " + String.join(", ", columns) + " from " + table).stream()
                .sorted()
                .toList();
    }
}
