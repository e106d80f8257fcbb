package dev.kartrainbox.operations;

import dev.kartrainbox.binding.Binding;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Repetition;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a notification from a terminal. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what would become of a notification if Kartra posted it: how it is read, what is unexpected in it, which"
                    + " delivery it repeats, and which observers are told. Keeps nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  mvn -q exec:java@explain -Dexec.args=\"body.json\"",
            "  mvn -q exec:java@explain -Dexec.args=\"buy_product\"          a sample",
            "  mvn -q exec:java@explain -Dexec.args=\"buy_product.numbers\"  the same with numbers as numbers",
            "  mvn -q exec:java@explain -Dexec.args=\"-\" < body.json",
            "",
            "Which delivery it repeats and which observers are told stands in the database: it reads KARTRA_INBOX_DB_URL,"
                    + " KARTRA_INBOX_DB_USER and KARTRA_INBOX_DB_PASSWORD as the server does."
        })
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject what the operations need
public final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "BODY", description = "A file, a sample by its action, or - for standard input.")
    private String body = "";

    @Option(
            names = "--content-encoding",
            paramLabel = "ENCODING",
            description = "As the sender would declare it, for example gzip.")
    private @Nullable String contentEncoding;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            defaultValue = "${sys:KARTRA_INBOX_TIME_ZONE:-${env:KARTRA_INBOX_TIME_ZONE:-America/New_York}}",
            description = "In which Kartra's times are read. Default: KARTRA_INBOX_TIME_ZONE, else America/New_York.")
    private String timeZone = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final DatabaseLogin database;

    ExplainCommand(DatabaseLogin database) {
        this.database = database;
    }

    /** Runs from a terminal; {@code --help} says what it takes. Exits with 2 if it could not do what was asked. */
    public static void main(String[] arguments) {
        int code = new CommandLine(new ExplainCommand(DatabaseLogin.fromSettings())).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws IOException {
        var bytes = read();
        var explain = new Explain();
        explain.binding = Binding.inZone(zone());
        explain.clock = Clock.systemUTC();
        var explanation = explain.body(bytes, contentEncoding);
        explanation.whyUnreadable().ifPresent(this::printUnreadable);
        explanation.told().ifPresent(event -> printReadable(explanation, event, bytes));
        return 0;
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException unknown) {
            throw new ParameterException(spec.commandLine(), timeZone + " is no time zone, try America/New_York");
        }
    }

    private byte[] read() throws IOException {
        if (body.equals("-")) {
            return System.in.readAllBytes();
        }
        var sample = sample();
        if (sample.isPresent()) {
            return sample.get().body();
        }
        try {
            return Files.readAllBytes(Path.of(body));
        } catch (NoSuchFileException e) {
            throw new ParameterException(
                    spec.commandLine(), "There is neither a file nor a sample called " + body + ".", e);
        }
    }

    private Optional<Sample> sample() {
        var numbers = "." + Typing.NUMBERS.word();
        var typing = body.endsWith(numbers) ? Typing.NUMBERS : Typing.STRINGS;
        var word = body.replaceFirst("\\.(numbers|strings)$", "");
        return Action.of(word).map(action -> new Sample(action, typing));
    }

    private void printUnreadable(String problem) {
        line("Answer", "202: kept byte for byte as QUARANTINED, and told to nobody");
        line("Reason", problem);
    }

    private void printReadable(Explanation explanation, KartraEvent event, byte[] bytes) {
        line("Answer", "200");
        line(
                "Action",
                event.action() + (Action.of(event.action()).isPresent() ? "" : ", which Kartra does not document"));
        line("Event", event.getClass().getSimpleName());
        line("Lead", event.lead().key().orElse("-"));
        lines("Values", flat("", explanation.values()));
        lines(
                "Unexpected",
                explanation.unexpected().stream().map(Object::toString).toList());
        printPrecedents(event, bytes);
    }

    private void printPrecedents(KartraEvent event, byte[] bytes) {
        try (var factory = database.entityManagers();
                var entityManager = factory.createEntityManager()) {
            var precedents = new Precedents();
            precedents.entityManager = entityManager;
            precedents.clock = Clock.systemUTC();
            var repeated = precedents.repeatedBy(event, bytes);
            line(
                    "Duplicate",
                    repeated.map(delivery -> "yes, it repeats " + delivery).orElse("no") + " (" + rule(event) + ")");
            lines("Observers", precedents.observersOf(event));
        } catch (PersistenceException e) {
            line("Duplicate", "not looked up: the database cannot be read at " + database + " (" + rule(event) + ")");
            line("Observers", "not looked up");
        }
    }

    private static String rule(KartraEvent event) {
        return switch (Action.of(event.action()).map(Action::repetition).orElse(Repetition.NEVER)) {
            case SAME_TRANSACTION -> "this action repeats another with the same transaction id";
            case SAME_TRANSACTION_AND_DETAILS -> "this action repeats another with the same transaction id and details";
            case SAME_BODY_SHORTLY_AFTER ->
                "this action repeats the lead's previous delivery if that has the same body and is less than a minute old";
            case NEVER -> "this action never repeats another";
        };
    }

    private static List<String> flat(String path, JsonValue value) {
        if (value instanceof JsonObject object && !object.isEmpty()) {
            return object.entrySet().stream()
                    .flatMap(entry ->
                            flat(path + (path.isEmpty() ? "" : ".") + entry.getKey(), entry.getValue()).stream())
                    .toList();
        }
        if (value instanceof JsonArray array && !array.isEmpty()) {
            return IntStream.range(0, array.size())
                    .boxed()
                    .flatMap(i -> flat(path + "[" + i + "]", array.get(i)).stream())
                    .toList();
        }
        return List.of(path + " = " + value);
    }

    private void lines(String label, List<String> texts) {
        line(label, texts.isEmpty() ? "nothing" : texts.stream().collect(Collectors.joining("\n            ")));
    }

    private void line(String label, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%-11s %s%n", label, Printable.text(text));
        out.flush();
    }
}
