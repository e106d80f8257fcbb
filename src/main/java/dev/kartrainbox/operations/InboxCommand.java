package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.SqlStates;
import jakarta.persistence.PersistenceException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Shows the inbox and operates it, from a terminal and while the server runs. It speaks to the database itself. Exits with 0 if
 * it did what was asked, with 1 if it could not, and with 2 if it was not understood.
 */
@Command(
        name = "inbox",
        description = "Shows what the inbox holds, and replays, rebuilds and discards.",
        synopsisSubcommandLabel =
                "(list | show | drift | replay | release | rebuild | discard | erase | export | retain)",
        commandListHeading = "%n",
        footer = {
            "",
            "What changes many deliveries only says what it would do, until --yes is added.",
            "It reads KARTRA_INBOX_DB_URL, KARTRA_INBOX_DB_USER and KARTRA_INBOX_DB_PASSWORD as the server does.",
            "",
            "Examples:",
            "  mvn -q exec:java@inbox                                        the last 20 deliveries, states, mirror",
            "  mvn -q exec:java@inbox -Dexec.args=\"show DELIVERY-ID\"         one delivery with its body",
            "  mvn -q exec:java@inbox -Dexec.args=\"replay DELIVERY-ID\"       has it processed once more",
            "  mvn -q exec:java@inbox -Dexec.args=\"replay --state PARKED\"    what a replay of all of these would do",
            "  mvn -q exec:java@inbox -Dexec.args=\"discard --help\""
        })
@SuppressWarnings("NullAway.Init") // by picocli
public final class InboxCommand implements Callable<Integer> {

    static final int DONE = 0;
    static final int NOT_DONE = 1;

    private static final int WIDTH = 110;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Say this.")
    boolean help;

    @Spec
    CommandSpec spec;

    private final ListCommand list;

    private InboxCommand(ListCommand list) {
        this.list = list;
    }

    /** Runs from a terminal; {@code --help} says which words it takes. */
    public static void main(String[] arguments) {
        int code = commandLine(DatabaseLogin.fromSettings(), Clock.systemUTC()).execute(arguments);
        if (code != DONE) {
            System.exit(code);
        }
    }

    /** Runs against this database, and prints there. */
    public static int run(String url, String user, String password, PrintWriter out, String... arguments) {
        return commandLine(new DatabaseLogin(url, user, password), Clock.systemUTC())
                .setOut(out)
                .setErr(out)
                .execute(arguments);
    }

    static CommandLine commandLine(DatabaseLogin database, Clock clock) {
        return new CommandLine(new InboxCommand(new ListCommand(database)))
                .addSubcommand(new ListCommand(database))
                .addSubcommand(new ShowCommand(database))
                .addSubcommand(new DriftCommand(database))
                .addSubcommand(new ReplayCommand(database, clock))
                .addSubcommand(new ReleaseCommand(database, clock))
                .addSubcommand(new RebuildCommand(database, clock))
                .addSubcommand(new DiscardCommand(database, clock))
                .addSubcommand(new EraseCommand(database, clock))
                .addSubcommand(new ExportCommand(database, clock))
                .addSubcommand(new RetainCommand(database, clock))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((failure, arguments) -> explain(failure))
                .setExecutionExceptionHandler((failure, line, result) -> explain(failure, line, database));
    }

    /** Without a word: what {@code list} shows. */
    @Override
    public Integer call() throws SQLException {
        return list.print(spec.commandLine().getOut());
    }

    private static int explain(ParameterException failure) {
        var line = failure.getCommandLine();
        var words = line.getCommandSpec().qualifiedName().replaceFirst("inbox ?", "");
        line.getErr().println(Printable.text(failure.getMessage()));
        line.getErr()
                .printf(
                        Locale.ROOT,
                        "What it takes: mvn -q exec:java@inbox -Dexec.args=\"%s\"%n",
                        (words + " --help").strip());
        line.getErr().flush();
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int explain(Exception failure, CommandLine line, DatabaseLogin database) throws Exception {
        if (failure instanceof SQLException || failure instanceof PersistenceException) {
            line.getErr()
                    .printf(
                            Locale.ROOT,
                            "The inbox cannot be read at %s: %s%nIs the server running, and was it started by the same user?%n",
                            database,
                            SqlStates.describe(failure));
            line.getErr().flush();
            return NOT_DONE;
        }
        if (failure instanceof BodyGoneException) {
            line.getErr().println(failure.getMessage());
            line.getErr().flush();
            return NOT_DONE;
        }
        if (failure instanceof IllegalArgumentException) {
            return explain(new ParameterException(line, String.valueOf(failure.getMessage())));
        }
        throw failure;
    }
}
