package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxCommandTest {

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final InboxCommand command = new InboxCommand(
            new DatabaseLogin(database.url(), "sa", ""), new PrintStream(printed, true, StandardCharsets.UTF_8));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void listsTheLastDeliveriesTheNewestFirst() {
        var older = keep("assign_tag");
        var newer = keep("unassign_tag");

        assertThat(command.run(List.of())).isTrue();

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

        assertThat(command.run(List.of("drift"))).isTrue();

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

        assertThat(command.run(List.of("list", "1"))).isTrue();

        assertThat(printed()).contains(newer.toString()).doesNotContain(older.toString());
    }

    @Test
    void showsADeliveryWithItsBody() {
        var id = keep("assign_tag");

        assertThat(command.run(List.of("show", id.toString()))).isTrue();

        assertThat(printed()).contains(id.toString(), "RECEIVED", "key-1", "{\"first_name\":\"Zo\u00EB\"}");
    }

    @Test
    void letsForeignTextNotSteerTheTerminal() {
        var contents = new Contents("x\u001b[2J", 7L, null, "i:7", false, null);
        var id = database.keeps(new Ids().next(), Instant.EPOCH, contents, new byte[] {0x1b, 'c', '\r'})
                .id();

        command.run(List.of());
        command.run(List.of("show", id.toString()));

        assertThat(printed()).doesNotContain("\u001b", "\r").contains("x?[2J", "?c?");
    }

    @Test
    void replaysADelivery() {
        var id = keep("assign_tag");
        database.execute("delete from queue");
        database.execute("update delivery set state = 'PARKED'");

        assertThat(command.run(List.of("replay", id.toString()))).isTrue();

        assertThat(printed()).contains(id + " is queued");
        assertThat(database.rows("select state from delivery")).containsExactly("RECEIVED");
        assertThat(database.rows("select delivery_id, replayed from queue")).containsExactly(id + "|TRUE");
    }

    @Test
    void replaysADeliveryByOneObserver() {
        var id = keep("assign_tag");
        database.execute("delete from queue");
        owe(id, "Invoices.on(ProductPurchased)");
        owe(id, "Mails.on(ProductPurchased)");

        assertThat(command.run(List.of("replay", id.toString(), "Invoices.on(ProductPurchased)")))
                .isTrue();
        assertThat(command.run(List.of("replay", id.toString(), "Nobody.on"))).isFalse();

        assertThat(database.rows("select observer, state, attempts, replayed from observer_task order by 1"))
                .containsExactly(
                        "Invoices.on(ProductPurchased)|OPEN|0|TRUE", "Mails.on(ProductPurchased)|PARKED|8|FALSE");
        assertThat(database.rows("select state from delivery")).containsExactly("RETRYING");
        assertThat(printed()).contains("No observer named Nobody.on owes anything to delivery " + id);
    }

    @Test
    void showsWhatObserversOwe() {
        var id = keep("assign_tag");
        owe(id, "Invoices.on(ProductPurchased)");

        assertThat(command.run(List.of("show", id.toString()))).isTrue();

        assertThat(printed())
                .contains("owed by         Invoices.on(ProductPurchased) PARKED, attempts 8, due 2026-04-20 12:00");
    }

    @Test
    void forgetsWhatObserversOweWhenAllOfThemAreToldAgain() {
        var id = keep("assign_tag");
        owe(id, "Invoices.on(ProductPurchased)");

        command.run(List.of("replay", id.toString()));

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
        assertThat(command.run(List.of("release", id.toString()))).isFalse();
        assertThat(printed()).contains("The inbox has no delivery " + id + " that was held back as a duplicate.");

        database.execute("update delivery set state = 'DUPLICATE', duplicate_of = '%s'".formatted(UUID.randomUUID()));
        assertThat(command.run(List.of("release", id.toString()))).isTrue();

        assertThat(database.rows("select delivery_id, released from queue")).containsExactly(id + "|TRUE");
        assertThat(database.rows("select state, duplicate_of from delivery")).containsExactly("RECEIVED|-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "replay"})
    void saysThatThereIsNoSuchDelivery(String word) {
        var id = UUID.randomUUID();

        assertThat(command.run(List.of(word, id.toString()))).isFalse();

        assertThat(printed()).contains("The inbox has no delivery " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "list many", "show", "show 7", "replay", "replay me"})
    void saysWhatItCanDo(String words) {
        assertThat(command.run(List.of(words.split(" ")))).isFalse();

        assertThat(printed()).contains("mvn -q exec:java@inbox", "replay DELIVERY-ID");
    }

    @Test
    void asksWhetherTheServerRunsWhereTheInboxCannotBeRead() {
        var nowhere = new InboxCommand(
                new DatabaseLogin("jdbc:h2:mem:nowhere;IFEXISTS=TRUE", "sa", ""),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(nowhere.run(List.of())).isFalse();

        assertThat(printed()).contains("cannot be read at jdbc:h2:mem:nowhere", "Is the server running");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private UUID keep(String action) {
        var contents = new Contents(action, 7L, null, "i:7", false, null);
        var body = "{\"first_name\":\"Zo\u00EB\"}".getBytes(StandardCharsets.UTF_8);
        return database.keeps(new Ids().next(), Instant.parse("2026-04-20T12:00:00.123Z"), contents, body)
                .id();
    }
}
