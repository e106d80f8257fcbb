package dev.kartrainbox.operations;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.dispatch.FakeObserver;
import dev.kartrainbox.dispatch.Node;
import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Origin;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.mirror.Mirror;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A node with the mirror and one observer of somebody else, and what a test does to it. */
final class Account implements AutoCloseable {

    static final String THEIRS = "Theirs.on";

    private static final String MIRROR = "Mirror.on";

    /** What is shared is named by whoever was told last of it: after a rebuild by another delivery than before. */
    private static final List<String> NOT_COMPARED = List.of("NAMED_BY", "OFFICIAL_NAMED_BY");

    final InMemoryDatabase database = InMemoryDatabase.migrated();
    final Node node;
    final FakeObserver mirrored;
    final FakeObserver theirs;

    /** As from a terminal: on a connection of their own. */
    final Standalone operations;

    private final Ids ids = new Ids();
    private int second;

    Account() {
        var mirror = new Mirror[1];
        node = new Node(database, event -> {}, upcoming -> mirror[0].call(upcoming));
        mirror[0] = new Mirror(node.entityManager);
        mirrored = node.rebuilt(MIRROR, KartraEvent.class, 1);
        mirrored.work = mirror[0]::call;
        theirs = node.observer(THEIRS, KartraEvent.class, 2000);
        node.listObservers();
        operations =
                new Standalone(new DatabaseLogin(database.url(), "sa", ""), Clock.fixed(Node.NOON, ZoneOffset.UTC));
    }

    /** Keeps a body that came with this key, one second after the one before. */
    UUID receives(String keyName, byte[] body) {
        var at = Node.NOON.plusSeconds(second++);
        node.at(at);
        return keep(keyName, at, FirstLook.at(body, null), body);
    }

    private UUID keep(String keyName, Instant at, Contents contents, byte[] body) {
        var origin = new Origin(keyName, "203.0.113.24", "application/json", null, "");
        return database.keeps(new Delivery(ids.next(), at, origin, Fingerprint.of(body), contents), body)
                .id();
    }

    UUID receives(String body) {
        return receives("key-1", body.getBytes(StandardCharsets.UTF_8));
    }

    static String tag(String action, String lead, String tag) {
        return "{\"lead\":{%s},\"action\":\"%s\",\"action_details\":{\"tag\":{\"tag_id\":5,\"tag_name\":\"%s\"}}}"
                .formatted(lead, action, tag);
    }

    static String purchase(String lead, int transaction, String amount) {
        return "{\"lead\":{%s},\"action\":\"buy_product\",\"action_details\":{\"transaction_details\":{\"transaction_id\":%d,\"product_id\":44,\"product_name\":\"Course\",\"transaction_full_amount\":%s}}}"
                .formatted(lead, transaction, amount);
    }

    /** All rows of all tables of the mirror. */
    TreeMap<String, List<String>> mirror() {
        return database
                .rows(
                        "select table_name from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'")
                .stream()
                .filter(table -> !List.of(
                                        "ACCESS_KEY",
                                        "AUDIT",
                                        "COMMERCE_FACT",
                                        "DELIVERY",
                                        "DELIVERY_BODY",
                                        "DRIFT",
                                        "ERASED_NAME",
                                        "ERASURE",
                                        "ERASURE_SECRET",
                                        "LANE",
                                        "OBSERVER",
                                        "OBSERVER_TASK",
                                        "QUEUE",
                                        "RETENTION",
                                        "ACCOUNT",
                                        "TOKEN")
                                .contains(table)
                        && !table.startsWith("flyway"))
                .collect(Collectors.toMap(table -> table, this::rows, (one, other) -> one, TreeMap::new));
    }

    private List<String> rows(String table) {
        var columns =
                database
                        .rows("select column_name from information_schema.columns where table_name = '" + table + "'")
                        .stream()
                        .filter(column -> !NOT_COMPARED.contains(column))
                        .map(column -> "\"" + column + "\"")
                        .collect(Collectors.joining(", "));
        return database.rows("select " + columns + " from " + table).stream()
                .sorted()
                .toList();
    }

    List<String> states() {
        return database.rows("select state from delivery order by id");
    }

    @Override
    public void close() {
        operations.close();
        node.entityManager.close();
        database.close();
    }
}
