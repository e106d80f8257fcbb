package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends every sample there is, one after the other. */
@Command(
        name = "all",
        description = "Sends every sample once, and prints a line for each and a summary.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mvn -q exec:java@simulate -Dexec.args=\"all\"",
            "  mvn -q exec:java@simulate -Dexec.args=\"all --typing strings\""
        })
@SuppressWarnings("NullAway.Init") // by picocli
final class AllCommand implements Callable<Integer> {

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

    AllCommand(ServerOptions server) {
        this.server = server;
    }

    @Override
    public Integer call() throws NotReachedException, InterruptedException {
        var samples = Sample.all().stream()
                .filter(sample -> typings.all().contains(sample.typing()))
                .map(Outgoing::of)
                .toList();
        var senders = new Senders(server.frontDoor(), 1, Pace.UNLIMITED);
        var line = spec.commandLine();
        var run = new Run(senders, Progress.of(samples.size(), quiet, line.getErr()), "", line.getOut());
        var answers = new ArrayList<Answer>();
        run.send(samples.iterator(), answers::add); // by one thread after the other, as there is one connection
        lines(answers).forEach(line.getOut()::println);
        line.getOut().println();
        return run.sumUp();
    }

    private static List<String> lines(List<Answer> answers) {
        return answers.stream()
                .map(answer -> String.format(
                        Locale.ROOT,
                        "%s  %s",
                        answer.outcome(),
                        answer.outgoing().label()))
                .toList();
    }
}
