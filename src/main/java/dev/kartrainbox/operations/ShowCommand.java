package dev.kartrainbox.operations;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one delivery. */
@Command(
        name = "show",
        description = "Shows one delivery with its body, what observers still owe it, and what it repeats.")
@SuppressWarnings("NullAway.Init") // by picocli
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DELIVERY-ID", description = "As `list` shows it.")
    UUID id;

    @Spec
    CommandSpec spec;

    private final DatabaseLogin database;

    ShowCommand(DatabaseLogin database) {
        this.database = database;
    }

    @Override
    public Integer call() throws SQLException {
        var out = spec.commandLine().getOut();
        try (var connection = database.connect();
                var select = connection.prepareStatement(
                        "select id, received_at, state, action, lead_key, last_error, duplicate_of, processed_at, repaired, unexpected, test, key_name, remote_address, content_type, headers, body from inbox where id = ?")) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    out.printf(Locale.ROOT, "The inbox has no delivery %s.%n", id);
                    out.flush();
                    return InboxCommand.NOT_DONE;
                }
                var columns = row.getMetaData();
                for (int i = 1; i < columns.getColumnCount(); i++) {
                    print(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), row.getString(i), out);
                }
                printRepeated(connection, row.getString("duplicate_of"), out);
                printOwed(connection, out);
                out.println();
                var body = row.getBytes("body");
                out.println(
                        body == null
                                ? "Its body is no longer kept."
                                : Printable.text(new String(body, StandardCharsets.UTF_8)));
                out.flush();
                return InboxCommand.DONE;
            }
        }
    }

    private static void print(String label, @Nullable String value, PrintWriter out) {
        out.printf(Locale.ROOT, "%-15s %s%n", label, Printable.text(value));
    }

    /** Where that stands: a payment that is parked holds back its repetitions, and was told to nobody or not to all. */
    private static void printRepeated(Connection connection, @Nullable String earlier, PrintWriter out)
            throws SQLException {
        if (earlier == null) {
            return;
        }
        try (var select = connection.prepareStatement("select state from delivery where id = ?")) {
            select.setObject(1, UUID.fromString(earlier));
            try (var row = select.executeQuery()) {
                print("which is", row.next() ? row.getString("state") : "no longer in the inbox", out);
            }
        }
    }

    private void printOwed(Connection connection, PrintWriter out) throws SQLException {
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
                            Printable.time(row.getTimestamp("due_at").toInstant()),
                            Printable.text(row.getString("last_error")));
                }
            }
        }
    }
}
