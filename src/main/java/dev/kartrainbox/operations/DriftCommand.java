package dev.kartrainbox.operations;

import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what was unexpected. */
@Command(name = "drift", description = "Lists what was unexpected in notifications, newest first.")
@SuppressWarnings("NullAway.Init") // by picocli
final class DriftCommand implements Callable<Integer> {

    private static final String FORMAT = "%-14s  %-26s  %-57s  %10s  %-16s  %s%n";

    @Spec
    CommandSpec spec;

    private final DatabaseLogin database;

    DriftCommand(DatabaseLogin database) {
        this.database = database;
    }

    @Override
    public Integer call() throws SQLException {
        var out = spec.commandLine().getOut();
        try (var connection = database.connect();
                var select = connection.prepareStatement(
                        "select action, path, kind, deliveries, first_seen_at, last_seen_at from drift order by last_seen_at desc, action, path");
                var row = select.executeQuery()) {
            out.printf(
                    Locale.ROOT,
                    FORMAT,
                    "what",
                    "action",
                    "where",
                    "deliveries",
                    "first seen (UTC)",
                    "last seen (UTC)");
            while (row.next()) {
                out.printf(
                        Locale.ROOT,
                        FORMAT,
                        row.getString("kind"),
                        Printable.text(row.getString("action")),
                        Printable.text(row.getString("path")),
                        row.getLong("deliveries"),
                        Printable.minute(row.getTimestamp("first_seen_at").toInstant()),
                        Printable.minute(row.getTimestamp("last_seen_at").toInstant()));
            }
            out.flush();
        }
        return InboxCommand.DONE;
    }
}
