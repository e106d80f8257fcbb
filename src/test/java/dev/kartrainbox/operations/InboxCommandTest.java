package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxCommandTest {

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final StringWriter printed = new StringWriter();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void listsTheLastDeliveriesTheNewestFirst() {
        var older = keep("assign_tag");
        var newer = keep("unassign_tag");

        assertThat(runs()).isZero();

        assertThat(printed()).containsSubsequence("received (UTC)", newer.toString(), older.toString());
        assertThat(printed())
                .contains("2026-04-20 12:00:00.123", "assign_tag", "i:7")
                .contains("States    RECEIVED 2")
                .contains("Mirror    none");
    }

    @Test
    void listsWhatWasUnexpected() {
        database.execute(
                "insert into drift values ('assign_tag', 'lead.town', 'UNKNOWN_KEY', timestamp with time zone '2026-04-20 12:00:00Z', timestamp with time zone '2026-04-21 12:00:00Z', 42, random_uuid())");

        assertThat(runs("drift")).isZero();

        assertThat(printed())
                .containsSubsequence(
                        "first seen (UTC)",
                        "UNKNOWN_KEY",
                        "assign_tag",
                        "lead.town",
                        "42",
                        "2026-04-20 12:00",
                        "2026-04-21 12:00");
    }

    @Test
    void listsAsManyAsItIsAskedFor() {
        var older = keep("assign_tag");
        var newer = keep("unassign_tag");

        assertThat(runs("list", "1")).isZero();

        assertThat(printed()).contains(newer.toString()).doesNotContain(older.toString());
    }

    @Test
    void showsADeliveryWithItsBody() {
        var id = keep("assign_tag");

        assertThat(runs("show", id.toString())).isZero();

        assertThat(printed()).contains(id.toString(), "RECEIVED", "key-1", "{\"first_name\":\"Zo\u00EB\"}");
    }

    @Test
    void letsForeignTextNotSteerTheTerminal() {
        var contents = new Contents("x\u001b[2J", 7L, null, "i:7", false, null);
        var id = database.keeps(new Ids().next(), Instant.EPOCH, contents, new byte[] {0x1b, 'c', '\r'})
                .id();

        runs();
        runs("show", id.toString());

        assertThat(printed()).doesNotContain("\u001b", "\r").contains("x?[2J", "?c?");
    }

    @Test
    void replaysADelivery() {
        var id = keep("assign_tag");
        database.execute("delete from queue");
        database.execute("update delivery set state = 'PARKED'");

        assertThat(runs("replay", id.toString())).isZero();

        assertThat(printed()).contains(id + " is queued");
        assertThat(database.rows("select state from delivery")).containsExactly("RECEIVED");
        assertThat(database.rows("select delivery_id, replayed from queue")).containsExactly(id + "|TRUE");
    }

    @Test
    void replaysADeliveryByOneObserver() {
        var id = keep("assign_tag");
        database.execute("delete from queue");
        database.execute("update delivery set state = 'PARKED'");
        owe(id, "Invoices.on(ProductPurchased)");
        owe(id, "Mails.on(ProductPurchased)");

        assertThat(runs("replay", id.toString(), "Invoices.on(ProductPurchased)"))
                .isZero();
        assertThat(runs("replay", id.toString(), "Nobody.on")).isEqualTo(1);

        assertThat(database.rows("select observer, state, attempts, replayed from observer_task order by 1"))
                .containsExactly(
                        "Invoices.on(ProductPurchased)|OPEN|0|TRUE", "Mails.on(ProductPurchased)|PARKED|8|FALSE");
        assertThat(database.rows("select state from delivery"))
                .as("another gave up as well")
                .containsExactly("PARKED");
        assertThat(printed()).contains("No observer named Nobody.on owes anything to delivery " + id);
    }

    @Test
    void showsWhatObserversOwe() {
        var id = keep("assign_tag");
        owe(id, "Invoices.on(ProductPurchased)");

        assertThat(runs("show", id.toString())).isZero();

        assertThat(printed())
                .contains("owed by         Invoices.on(ProductPurchased) PARKED, attempts 8, due 2026-04-20 12:00");
    }

    @Test
    void forgetsWhatObserversOweWhenAllOfThemAreToldAgain() {
        var id = keep("assign_tag");
        owe(id, "Invoices.on(ProductPurchased)");

        runs("replay", id.toString());

        assertThat(database.rows("select observer from observer_task")).isEmpty();
    }

    private void owe(UUID id, String observer) {
        database.execute(
                "insert into observer_task values ('%s', '%s', 1, 'i:7', 1, 8, timestamp with time zone '2026-04-20 12:00:00Z', 'PARKED', false, false, null)"
                        .formatted(id, observer));
    }

    @Test
    void releasesADuplicateAndNothingElse() {
        var id = keep("assign_tag");
        database.execute("delete from queue");
        assertThat(runs("release", id.toString())).isEqualTo(1);
        assertThat(printed()).contains("The inbox has no delivery " + id + " that was held back as a duplicate.");

        database.execute("update delivery set state = 'DUPLICATE', duplicate_of = '%s'".formatted(UUID.randomUUID()));
        assertThat(runs("release", id.toString())).isZero();

        assertThat(database.rows("select delivery_id, released from queue")).containsExactly(id + "|TRUE");
        assertThat(database.rows("select state, duplicate_of from delivery")).containsExactly("RECEIVED|-");
    }

    @Test
    void saysOfADuplicateWhereTheDeliveryStandsThatItRepeats() {
        var parked = keep("buy_product");
        var duplicate = keep("buy_product");
        database.execute("update delivery set state = 'PARKED' where id = '%s'".formatted(parked));
        database.execute("update delivery set state = 'DUPLICATE', duplicate_of = '%s' where id = '%s'"
                .formatted(parked, duplicate));

        assertThat(runs("show", duplicate.toString())).isZero();

        assertThat(printed()).contains("duplicate_of    " + parked, "which is        PARKED");
    }

    @Test
    void saysWhatAReplayOfManyWouldDoAndDoesItOnlyWithYes() {
        keep("assign_tag");
        keep("assign_tag");
        keep("unassign_tag");
        database.execute(
                "update delivery set state = 'PARKED' where id in (select id from delivery order by id limit 1)");
        database.execute(
                "insert into observer values ('Tags.on', 'assign_tag', true), ('Sales.on', 'buy_product', true)");
        database.execute("delete from queue where delivery_id in (select id from delivery where state = 'PARKED')");

        assertThat(runs("replay", "--action", "assign_tag", "--lead", "7")).isZero();

        assertThat(printed())
                .contains(
                        "Selected    2 deliveries, received (UTC) from 2026-04-20 12:00:00.123 to 2026-04-20 12:00:00.123",
                        "PARKED       assign_tag                  1",
                        "Replayed    1",
                        "Skipped     1 RECEIVED wait already",
                        "Told        Tags.on",
                        "happens again",
                        "mvn -q exec:java@inbox -Dexec.args=\"replay --action assign_tag --lead 7 --yes\"")
                .doesNotContain("Sales.on");
        assertThat(database.rows("select count(*) from queue")).containsExactly("2");

        assertThat(runs("replay", "--action", "assign_tag", "--lead", "7", "--yes"))
                .isZero();

        assertThat(printed()).contains("1 queued, 1 skipped");
        assertThat(database.rows("select count(*) from queue")).containsExactly("3");
    }

    @Test
    void saysWhatADiscardWouldDoAndDoesItOnlyWithYes() {
        keep("assign_tag");
        keep("unassign_tag");
        database.execute("update delivery set state = 'PROCESSED' where action = 'assign_tag'");
        var words =
                new String[] {"discard", "--key", "key-1", "--from", "2026-04-20T14:00+02:00", "--to", "2026-04-21"};

        assertThat(runs(words)).isZero();

        assertThat(printed()).contains("Selected    2 deliveries", "1 of them were told", "--to 2026-04-21 --yes\"");
        assertThat(database.rows("select count(*) from delivery where state = 'DISCARDED'"))
                .containsExactly("0");

        assertThat(runs(Stream.concat(Stream.of(words), Stream.of("--yes")).toArray(String[]::new)))
                .isZero();

        assertThat(printed()).contains("2 discarded, 1 leads are rebuilt, 0 that repeated");
        assertThat(database.rows("select distinct state from delivery")).containsExactly("DISCARDED");
    }

    @Test
    void saysWhatARebuildWouldDoAndDoesItOnlyWithYes() {
        keep("assign_tag");
        database.execute("delete from queue");
        database.execute("update delivery set state = 'PROCESSED', processed_at = received_at");
        database.execute(
                "insert into observer values ('Tags.on', 'assign_tag', true), ('Sales.on', 'buy_product', false)");

        assertThat(runs("rebuild", "--lead", "7")).isZero();

        assertThat(printed())
                .contains("Leads       1", "Deliveries  1", "Told        Tags.on", "rebuild --lead 7 --yes")
                .doesNotContain("Sales.on");
        assertThat(database.rows("select count(*) from queue")).containsExactly("0");

        assertThat(runs("rebuild", "--yes")).isZero();

        assertThat(database.rows("select rebuild from queue")).containsExactly("TRUE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--from 2026-04-20T12:00:00.124",
                "--to 2026-04-20T12:00:00.123Z",
                "--lead 8",
                "--lead z@example.org",
                "--state parked",
                "--key other",
                "--action x"
            })
    void selectsNothingElse(String words) {
        keep("assign_tag");

        assertThat(runs(("discard " + words).split(" "))).isZero();

        assertThat(printed()).contains("Selected    0 deliveries");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--from 2026-04-20",
                "--to 2026-04-20T14:00:01+02:00",
                "--lead 7",
                "--lead MIRA@example.org",
                "--state received",
                "--key key-1"
            })
    void selectsByEachOf(String words) {
        keep("assign_tag");
        database.execute("update delivery set lead_email = 'Mira@Example.org'");

        assertThat(runs(("discard " + words).split(" "))).isZero();

        assertThat(printed()).contains("Selected    1 deliveries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "replay", "discard"})
    void saysThatThereIsNoSuchDelivery(String word) {
        var id = UUID.randomUUID();

        assertThat(runs(word, id.toString())).isEqualTo(1);

        assertThat(printed()).contains("The inbox has no delivery " + id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help",
                "list many",
                "show",
                "show 7",
                "replay",
                "replay me",
                "replay --state LOST",
                "replay --from noon",
                "replay --lead mira",
                "replay --action assign_tag --anew",
                "discard",
                "discard --yes",
                "discard --from 2026-04-20 --to 2026-04-20"
            })
    void saysWhatItCanDo(String words) {
        assertThat(runs(words.split(" "))).isEqualTo(2);

        assertThat(printed()).contains("What it takes: mvn -q exec:java@inbox -Dexec.args=", "--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "rebuild"})
    void asksWhetherTheServerRunsWhereTheInboxCannotBeRead(String words) {
        assertThat(InboxCommand.run("jdbc:h2:mem:nowhere;IFEXISTS=TRUE", "sa", "", new PrintWriter(printed), words))
                .isEqualTo(1);

        assertThat(printed()).contains("cannot be read at jdbc:h2:mem:nowhere", "Is the server running");
    }

    private String printed() {
        return printed.toString();
    }

    private int runs(String... words) {
        return InboxCommand.run(database.url(), "sa", "", new PrintWriter(printed), words);
    }

    private UUID keep(String action) {
        var contents = new Contents(action, 7L, null, "i:7", false, null);
        var body = "{\"first_name\":\"Zo\u00EB\"}".getBytes(StandardCharsets.UTF_8);
        return database.keeps(new Ids().next(), Instant.parse("2026-04-20T12:00:00.123Z"), contents, body)
                .id();
    }
}
