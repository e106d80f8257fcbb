package dev.kartrainbox.operations;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands that change the inbox have in common. */
@SuppressWarnings("NullAway.Init") // by picocli
abstract class ManyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    private final DatabaseLogin database;
    private final Clock clock;

    ManyCommand(DatabaseLogin database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (var operations = new Standalone(database, clock)) {
            return run(operations) ? InboxCommand.DONE : InboxCommand.NOT_DONE;
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    /** Whether it could do what was asked. */
    abstract boolean run(Standalone operations);

    void say(String format, @Nullable Object... values) {
        spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
    }

    boolean sayQueued(Object what, boolean done, String otherwise) {
        say("%s.", done ? what + " is queued; a worker takes it within a second" : otherwise);
        return done;
    }

    /** What is selected, by state and action. */
    void sayWhatIsSelected(Overview selected) {
        say("Selected    %d deliveries%s", selected.deliveries(), span(selected));
        for (var part : selected.parts()) {
            say("            %-11s  %-26s  %d", part.state(), Printable.text(part.action()), part.deliveries());
        }
    }

    private static String span(Overview selected) {
        return selected.oldest()
                .flatMap(oldest -> selected.newest()
                        .map(newest ->
                                ", received (UTC) from " + Printable.time(oldest) + " to " + Printable.time(newest)))
                .orElse("");
    }

    void sayList(String label, Iterable<String> texts) {
        var text = String.join("\n            ", texts);
        say("%-11s %s", label, Printable.text(text.isEmpty() ? "nobody" : text));
    }

    /** The mirror cannot be made anew from what is no longer there. */
    void sayWhoIsNotCleared(long notKept) {
        if (notKept > 0) {
            say(
                    "Not cleared the mirror of leads of whom bodies are no longer kept (%d entries of all timelines): what is kept is told over it",
                    notKept);
        }
    }

    /** The command line that does what was said. */
    void sayHow() {
        var words = Objects.requireNonNull(spec.root().commandLine().getParseResult()).originalArgs().stream()
                .map(word -> word.contains(" ") ? "'" + word + "'" : word)
                .collect(Collectors.joining(" "));
        say("%nNothing was done. To do it:%n  mvn -q exec:java@inbox -Dexec.args=\"%s --yes\"", Printable.text(words));
    }

    static String joined(List<String> words) {
        return String.join(" ", words);
    }
}
