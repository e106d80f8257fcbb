package dev.kartrainbox.operations;

import dev.kartrainbox.mirror.LeadTables;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the last deliveries. */
@Command(name = "list", description = "Lists the last deliveries, and counts states and the mirror.")
@SuppressWarnings("NullAway.Init") // by picocli
final class ListCommand implements Callable<Integer> {

    private static final String FORMAT = "%-36s  %-23s  %-11s  %-24s  %s%n";
    private static final int COUNTS_PER_LINE = 6;

    @Parameters(arity = "0..1", paramLabel = "COUNT", description = "How many. Default: 20.")
    int count = 20;

    @Spec
    CommandSpec spec;

    private final DatabaseLogin database;

    ListCommand(DatabaseLogin database) {
        this.database = database;
    }

    @Override
    public Integer call() throws SQLException {
        return print(spec.commandLine().getOut());
    }

    int print(PrintWriter out) throws SQLException {
        try (var connection = database.connect()) {
            printDeliveries(connection, out);
            out.println();
            out.println("States    "
                    + counts(connection, "select state, count(*) from delivery group by state order by state"));
            var mirror = LeadTables.COUNTED.stream()
                    .map(table -> String.format(Locale.ROOT, "select '%s', count(*) from %s", table, table))
                    .collect(Collectors.joining(" union all "));
            out.println("Mirror    " + counts(connection, mirror));
            out.flush();
        }
        return InboxCommand.DONE;
    }

    private void printDeliveries(Connection connection, PrintWriter out) throws SQLException {
        try (var select = connection.prepareStatement(
                "select id, received_at, state, action, lead_key, last_error, test from inbox order by id desc limit ?")) {
            select.setInt(1, count);
            try (var row = select.executeQuery()) {
                out.printf(Locale.ROOT, FORMAT, "delivery", "received (UTC)", "state", "action", "lead");
                while (row.next()) {
                    out.printf(
                            Locale.ROOT,
                            FORMAT,
                            row.getString("id"),
                            Printable.time(row.getTimestamp("received_at").toInstant()),
                            row.getString("state"),
                            Printable.text(row.getString("action")),
                            Printable.text(row.getString("lead_key")) + (row.getBoolean("test") ? " (test)" : ""));
                    var error = row.getString("last_error");
                    if (error != null) {
                        out.println("    " + Printable.text(error));
                    }
                }
            }
        }
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
}
