package dev.kartrainbox.simulator;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Plays Kartra from a terminal. Exits with 0 if everything was answered as it has to be, with 1 if not, and with 2 if it was
 * not understood what to send or where.
 */
@Command(
        name = "simulate",
        synopsisSubcommandLabel = "(one | all | stream)",
        description = "Plays Kartra, which has no test button: sends sample notifications through the front door.",
        commandListHeading = "%n",
        footer = {
            "",
            "The server has to run: `mvn wildfly:run`, in another terminal. What became of it all is shown by",
            "`mvn -q exec:java@inbox`.",
            "",
            "Examples:",
            "  mvn -q exec:java@simulate -Dexec.args=\"one assign_tag\"",
            "  mvn -q exec:java@simulate -Dexec.args=\"all\"",
            "  mvn -q exec:java@simulate -Dexec.args=\"stream --help\""
        })
public final class SimulateCommand {

    private static final int WIDTH = 110;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say this.")
    boolean help;

    SimulateCommand() {}

    /** Runs from a terminal; {@code --help} says which words it takes. */
    public static void main(String[] arguments) {
        // WildFly closes idle connections after a minute: let them go first, or a request may be sent into a closed one
        System.setProperty("jdk.httpclient.keepalive.timeout", "20");
        int code = commandLine(Address.ofThisProcess()).execute(arguments);
        System.exit(code); // in any case: Maven would wait for threads of the HTTP client
    }

    static CommandLine commandLine(Address address) {
        return new CommandLine(new SimulateCommand())
                .addSubcommand(new OneCommand(new ServerOptions(address)))
                .addSubcommand(new AllCommand(new ServerOptions(address)))
                .addSubcommand(new StreamCommand(new ServerOptions(address)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((failure, arguments) -> explain(failure))
                .setExecutionExceptionHandler((failure, line, result) -> explain(failure, line));
    }

    /** What was typed may hold a key. */
    private static int explain(ParameterException failure) {
        var line = failure.getCommandLine();
        var words = line.getCommandSpec().qualifiedName().replaceFirst("simulate ?", "");
        line.getErr().println(String.valueOf(failure.getMessage()).replaceAll("(?i)https?:\\S*", "URL"));
        line.getErr()
                .printf(
                        Locale.ROOT,
                        "What it takes: mvn -q exec:java@simulate -Dexec.args=\"%s\"%n",
                        (words + " --help").strip());
        line.getErr().flush();
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int explain(Exception failure, CommandLine line) throws Exception {
        if (failure instanceof NotReachedException) {
            line.getErr().println(failure.getMessage());
            line.getErr().println("Start the server in another terminal: mvn wildfly:run");
            return line.getCommandSpec().exitCodeOnExecutionException();
        }
        if (failure instanceof IllegalArgumentException) {
            return explain(new ParameterException(line, String.valueOf(failure.getMessage())));
        }
        throw failure;
    }
}
