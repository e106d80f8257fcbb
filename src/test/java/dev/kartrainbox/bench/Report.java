package dev.kartrainbox.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people as Markdown and for programs as JSON; written anew with every figure, so that a run that is cut short leaves its own. */
final class Report {

    private final Path directory;
    private final Map<String, String> machine;
    private final List<Row> rows = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();

    Report(Path directory, Map<String, String> machine) {
        this.directory = directory;
        this.machine = machine;
    }

    /** A figure: what, under which circumstances, in which unit. */
    private record Row(String what, String circumstances, String unit, Series series) {}

    /** A figure that has a goal; not below it or, where that is a limit, not above it. */
    private record Goal(String what, double reached, double goal, boolean limit) {

        boolean isMet() {
            return limit ? reached <= goal : reached >= goal;
        }
    }

    /** One more figure; its median. */
    double add(String what, String circumstances, String unit, Series series) {
        rows.add(new Row(what, circumstances, unit, series));
        System.out.printf(
                Locale.ROOT,
                "bench: %s, %s: %s %s (%s to %s)%n",
                what,
                circumstances,
                number(series.median()),
                unit,
                number(series.least()),
                number(series.most()));
        write();
        return series.median();
    }

    void atLeast(String what, double reached, double goal) {
        add(new Goal(what, reached, goal, false));
    }

    void atMost(String what, double reached, double limit) {
        add(new Goal(what, reached, limit, true));
    }

    /** Unless what it is compared with was not measured today. */
    private void add(Goal goal) {
        if (Double.isNaN(goal.reached())) {
            return;
        }
        goals.add(goal);
        System.out.printf(
                Locale.ROOT,
                "bench: %s: %s, wanted %s %s%s%n",
                goal.what(),
                number(goal.reached()),
                goal.limit() ? "at most" : "at least",
                number(goal.goal()),
                goal.isMet() ? "" : " -- NOT REACHED");
        write();
    }

    private void write() {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("benchmark.md"), markdown());
            try (var writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                    .createWriter(Files.newBufferedWriter(directory.resolve("benchmark.json")))) {
                writer.writeObject(json());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String markdown() {
        var text = new StringBuilder("# Benchmark\n\n");
        machine.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        text.append("\n| | Wanted | Reached |\n|---|---|---|\n");
        for (var goal : goals) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s %s | %s%s |%n",
                    goal.what(),
                    goal.limit() ? "≤" : "≥",
                    number(goal.goal()),
                    number(goal.reached()),
                    goal.isMet() ? "" : " (not reached)"));
        }
        text.append("\n| Measured | | Median | Least to most | Runs |\n|---|---|---|---|---|\n");
        for (var row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s %s | %s to %s | %d |%n",
                    row.what(),
                    row.circumstances(),
                    number(row.series().median()),
                    row.unit(),
                    number(row.series().least()),
                    number(row.series().most()),
                    row.series().values().size()));
        }
        return text.toString();
    }

    private JsonObject json() {
        var described = Json.createObjectBuilder();
        machine.forEach(described::add);
        var reached = Json.createArrayBuilder();
        for (var goal : goals) {
            reached.add(Json.createObjectBuilder()
                    .add("what", goal.what())
                    .add(goal.limit() ? "atMost" : "atLeast", goal.goal())
                    .add("reached", goal.reached())
                    .add("met", goal.isMet()));
        }
        var measured = Json.createArrayBuilder();
        for (var row : rows) {
            var values = Json.createArrayBuilder();
            row.series().values().forEach(values::add);
            measured.add(Json.createObjectBuilder()
                    .add("what", row.what())
                    .add("circumstances", row.circumstances())
                    .add("unit", row.unit())
                    .add("median", row.series().median())
                    .add("values", values));
        }
        return Json.createObjectBuilder()
                .add("machine", described)
                .add("goals", reached)
                .add("measured", measured)
                .build();
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
