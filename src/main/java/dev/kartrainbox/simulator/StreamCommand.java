package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a stream of notifications about invented people. */
@Command(
        name = "stream",
        sortOptions = false,
        description = {
            "Sends a stream of notifications about invented people, whose story holds together: what is unassigned was"
                    + " assigned before, a refund is of a purchase. The same options and the same seed send the same"
                    + " bytes in the same order.",
            "",
            "Exits with 0 if every request was answered as it has to be, odd and broken ones included."
        },
        optionListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mvn -q exec:java@simulate -Dexec.args=\"stream\"",
            "  mvn -q exec:java@simulate -Dexec.args=\"stream --count 5000 --odd 5 --broken 2 --duplicates 3 --disorder 2\"",
            "  mvn -q exec:java@simulate -Dexec.args=\"stream --action buy_product,refund_product --leads 20\"",
            "  mvn -q exec:java@simulate -Dexec.args=\"stream --count 60000 --rate 100 --connections 32\""
        })
@SuppressWarnings("NullAway.Init") // by picocli
final class StreamCommand implements Callable<Integer> {

    @Option(names = "--count", paramLabel = "N", description = "How many requests. Default: ${DEFAULT-VALUE}.")
    int count = 1000;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "How many per second, however slow the answers are; latency then counts from when a request was"
                            + " due. Default: as fast as the connections allow.")
    @Nullable
    Double rate;

    @Option(
            names = "--leads",
            paramLabel = "N",
            description = "How many people it is about, with ids from 700001 on. Default: ${DEFAULT-VALUE}.")
    int leads = 200;

    @Option(
            names = "--connections",
            paramLabel = "C",
            description =
                    "How many requests at once; those of one lead go one after the other. Default: ${DEFAULT-VALUE}.")
    int connections = 8;

    @Option(names = "--seed", paramLabel = "S", description = "Another seed, another story. Default: ${DEFAULT-VALUE}.")
    long seed = Recipe.USUAL_SEED;

    @Option(
            names = "--duplicates",
            paramLabel = "PERCENT",
            description = "Share of requests that repeat the bytes of an earlier one. Default: 0.")
    double duplicates;

    @Option(
            names = "--disorder",
            paramLabel = "PERCENT",
            description = "Share that is overtaken by up to three later ones of the same lead. Default: 0.")
    double disorder;

    @Option(
            names = "--odd",
            paramLabel = "PERCENT",
            description =
                    "Share that is unusual and has to be read all the same: unknown actions and keys, wrong types,"
                            + " gzip, and more. Has to be answered with 200. Default: 0.")
    double odd;

    @Option(
            names = "--broken",
            paramLabel = "PERCENT",
            description =
                    "Share that cannot be read: cut off, no JSON, not UTF-8, no action, no lead. Has to be answered"
                            + " with 202, an empty one with 400. Default: 0.")
    double broken;

    @Option(
            names = "--action",
            paramLabel = "A",
            split = ",",
            converter = ActionWord.class,
            description = "Only these actions, separated by commas. Default: all.")
    List<Action> actions = List.of(Action.values());

    @Option(
            names = "--typing",
            paramLabel = "TYPING",
            description = "How numbers are written: strings, numbers or both. Default: both.")
    Typings typings = Typings.BOTH;

    @Option(names = "--quiet", description = "Show no progress. Without a terminal none is shown anyway.")
    boolean quiet;

    @Mixin
    final ServerOptions server;

    @Spec
    CommandSpec spec;

    StreamCommand(ServerOptions server) {
        this.server = server;
    }

    @Override
    public Integer call() throws NotReachedException, InterruptedException {
        var mix = new Mix(duplicates, disorder, odd, broken);
        var recipe = new Recipe(seed, count, leads, actions, typings.all(), mix);
        var pace = rate == null ? Pace.UNLIMITED : Pace.perSecond(rate);
        var senders = new Senders(server.frontDoor(), connections, pace);
        var line = spec.commandLine();
        var run = new Run(senders, Progress.of(count, quiet, line.getErr()), remarks(), line.getOut());
        run.send(Traffic.of(recipe), answer -> {});
        return run.sumUp();
    }

    private String remarks() {
        var due = rate == null ? "" : String.format(Locale.ROOT, "          from when each was due%n");
        return due + String.format(Locale.ROOT, "Seed      %d%n", seed);
    }
}
