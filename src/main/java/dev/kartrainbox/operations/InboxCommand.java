package dev.kartrainbox.operations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;

/** Shows the inbox and replays deliveries, from a terminal and while the server runs. It speaks to the database itself. */
public final class InboxCommand {

    private static final String USAGE = """
            Shows what the inbox holds, and replays what failed.

              mvn -q exec:java@inbox                                        the last 20 deliveries, states, mirror
              mvn -q exec:java@inbox -Dexec.args="list 100"                 the last 100
              mvn -q exec:java@inbox -Dexec.args="drift"                    what was unexpected, newest first
              mvn -q exec:java@inbox -Dexec.args="show DELIVERY-ID"         one delivery with its body
              mvn -q exec:java@inbox -Dexec.args="replay DELIVERY-ID"       has it processed once more
              mvn -q exec:java@inbox -Dexec.args="replay DELIVERY-ID NAME"  by the observer of this name alone
              mvn -q exec:java@inbox -Dexec.args="release DELIVERY-ID"      has a duplicate processed all the same

            It reads KARTRA_INBOX_DB_URL, KARTRA_INBOX_DB_USER and KARTRA_INBOX_DB_PASSWORD as the server does.
            """;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int COUNTS_PER_LINE = 6;
    private static final List<String> MIRROR = List.of(
            "lead",
            "custom_field",
            "tag_assignment",
            "list_subscription",
            "sequence_enrollment",
            "membership_access",
            "sale",
            "product_signup",
            "calendar_booking",
            "form_submission",
            "survey_response",
            "score_reached",
            "video_view",
            "page_visit",
            "split_test_click",
            "timeline");

    private final DatabaseLogin database;
    private final PrintStream out;

    InboxCommand(DatabaseLogin database, PrintStream out) {
        this.database = database;
        this.out = out;
    }

    /** Runs from a terminal; the usage says which words it takes. Exits with 1 if it could not do what was asked. */
    public static void main(String[] arguments) {
        var command = new InboxCommand(DatabaseLogin.fromSettings(), System.out);
        if (!command.run(List.of(arguments))) {
            System.exit(1);
        }
    }

    boolean run(List<String> arguments) {
        try {
            return switch (arguments.isEmpty() ? "list" : arguments.get(0)) {
                case "list" -> list(arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : 20);
                case "drift" -> drift();
                case "show" -> show(UUID.fromString(arguments.get(1)));
                case "replay" -> replay(UUID.fromString(arguments.get(1)), arguments.subList(2, arguments.size()));
                case "release" -> release(UUID.fromString(arguments.get(1)));
                default -> usage();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrongWords) {
            return usage();
        } catch (SQLException e) {
            out.printf(
                    Locale.ROOT,
                    "The inbox cannot be read at %s: %s%nIs the server running, and was it started by the same user?%n",
                    database,
                    e.getMessage());
            return false;
        }
    }

    private boolean usage() {
        out.println(USAGE);
        return false;
    }

    private boolean list(int count) throws SQLException {
        try (var connection = database.connect()) {
            printDeliveries(connection, count);
            out.println();
            out.println("States    "
                    + counts(connection, "select state, count(*) from delivery group by state order by state"));
            var rows = new ArrayList<String>();
            for (var table : MIRROR) {
                rows.add(String.format(Locale.ROOT, "select '%s', count(*) from %s", table, table));
            }
            out.println("Mirror    " + counts(connection, String.join(" union all ", rows)));
        }
        return true;
    }

    private void printDeliveries(Connection connection, int count) throws SQLException {
        try (var select = connection.prepareStatement(
                "select id, received_at, state, action, lead_key, last_error from inbox order by id desc limit ?")) {
            select.setInt(1, count);
            try (var row = select.executeQuery()) {
                out.printf(
                        Locale.ROOT,
                        "%-36s  %-23s  %-11s  %-24s  %s%n",
                        "delivery",
                        "received (UTC)",
                        "state",
                        "action",
                        "lead");
                while (row.next()) {
                    out.printf(
                            Locale.ROOT,
                            "%-36s  %-23s  %-11s  %-24s  %s%n",
                            row.getString("id"),
                            TIME.format(row.getTimestamp("received_at").toInstant()),
                            row.getString("state"),
                            Printable.text(row.getString("action")),
                            Printable.text(row.getString("lead_key")));
                    var error = row.getString("last_error");
                    if (error != null) {
                        out.println("    " + Printable.text(error));
                    }
                }
            }
        }
    }

    private boolean drift() throws SQLException {
        try (var connection = database.connect();
                var select = connection.prepareStatement(
                        "select action, path, kind, deliveries, first_seen_at, last_seen_at from drift order by last_seen_at desc, action, path");
                var row = select.executeQuery()) {
            var format = "%-14s  %-26s  %-57s  %10s  %-16s  %s%n";
            out.printf(
                    Locale.ROOT,
                    format,
                    "what",
                    "action",
                    "where",
                    "deliveries",
                    "first seen (UTC)",
                    "last seen (UTC)");
            while (row.next()) {
                out.printf(
                        Locale.ROOT,
                        format,
                        row.getString("kind"),
                        Printable.text(row.getString("action")),
                        Printable.text(row.getString("path")),
                        row.getLong("deliveries"),
                        MINUTE.format(row.getTimestamp("first_seen_at").toInstant()),
                        MINUTE.format(row.getTimestamp("last_seen_at").toInstant()));
            }
        }
        return true;
    }

    private static String counts(Connection connection, String query) throws SQLException {
        var counts = new ArrayList<String>();
        try (var select = connection.prepareStatement(query);
                var row = select.executeQuery()) {
            while (row.next()) {
                if (row.getLong(2) > 0) {
                    counts.add(row.getString(1) + " " + row.getLong(2));
                }
            }
        }
        return counts.isEmpty() ? "none" : wrapped(counts);
    }

    private static String wrapped(List<String> counts) {
        var lines = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            lines.append(i == 0 ? "" : i % COUNTS_PER_LINE == 0 ? ",\n          " : ", ")
                    .append(counts.get(i));
        }
        return lines.toString();
    }

    private boolean show(UUID id) throws SQLException {
        try (var connection = database.connect();
                var select = connection.prepareStatement(
                        "select id, received_at, state, action, lead_key, last_error, duplicate_of, processed_at, repaired, unexpected, key_name, remote_address, content_type, headers, body from inbox where id = ?")) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    return unknown(id);
                }
                var columns = row.getMetaData();
                for (int i = 1; i < columns.getColumnCount(); i++) {
                    out.printf(
                            Locale.ROOT,
                            "%-15s %s%n",
                            columns.getColumnLabel(i).toLowerCase(Locale.ROOT),
                            Printable.text(row.getString(i)));
                }
                printOwed(connection, id);
                out.println();
                out.println(Printable.text(new String(row.getBytes("body"), StandardCharsets.UTF_8)));
                return true;
            }
        }
    }

    private void printOwed(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(
                "select observer, state, attempts, due_at, last_error from observer_task where delivery_id = ? order by priority, observer")) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    out.printf(
                            Locale.ROOT,
                            "%-15s %s %s, attempts %d, due %s%n    %s%n",
                            "owed by",
                            Printable.text(row.getString("observer")),
                            row.getString("state"),
                            row.getInt("attempts"),
                            TIME.format(row.getTimestamp("due_at").toInstant()),
                            Printable.text(row.getString("last_error")));
                }
            }
        }
    }

    private boolean replay(UUID id, List<String> observer) {
        if (observer.isEmpty()) {
            return queued(id, operation(replay -> replay.delivery(id).isPresent()), "The inbox has no delivery " + id);
        }
        var name = String.join(" ", observer);
        return queued(
                id,
                operation(replay -> replay.observer(id, name)),
                "No observer named " + name + " owes anything to delivery " + id);
    }

    private boolean release(UUID id) {
        return queued(
                id,
                operation(replay -> replay.release(id).isPresent()),
                "The inbox has no delivery " + id + " that was held back as a duplicate");
    }

    private boolean queued(UUID id, boolean done, String otherwise) {
        out.printf(Locale.ROOT, "%s.%n", done ? id + " is queued; a worker takes it within a second" : otherwise);
        return done;
    }

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject them
    private boolean operation(Predicate<Replay> work) {
        try (var factory = database.entityManagers();
                var entityManager = factory.createEntityManager()) {
            var replay = new Replay();
            replay.entityManager = entityManager;
            replay.clock = Clock.systemUTC();
            entityManager.getTransaction().begin();
            var done = work.test(replay);
            entityManager.getTransaction().commit();
            return done;
        }
    }

    private boolean unknown(UUID id) {
        out.printf(Locale.ROOT, "The inbox has no delivery %s.%n", id);
        return false;
    }
}
