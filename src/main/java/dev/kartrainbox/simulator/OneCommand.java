package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one sample and shows the answer. */
@Command(
        name = "one",
        description = "Sends one sample, and prints the status and the answer.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mvn -q exec:java@simulate -Dexec.args=\"one assign_tag\"",
            "  mvn -q exec:java@simulate -Dexec.args=\"one buy_product --typing numbers\""
        })
@SuppressWarnings("NullAway.Init") // by picocli
final class OneCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "ACTION",
            converter = ActionWord.class,
            description = "Kartra's word for what happened, such as assign_tag.")
    Action action;

    @Option(
            names = "--typing",
            paramLabel = "TYPING",
            description = "How numbers are written: strings, as in Kartra's example, or numbers, as in Kartra's tables."
                    + " Default: strings.")
    Typing typing = Typing.STRINGS;

    @Mixin
    final ServerOptions server;

    @Spec
    CommandSpec spec;

    OneCommand(ServerOptions server) {
        this.server = server;
    }

    @Override
    public Integer call() throws NotReachedException, InterruptedException {
        var answer = server.frontDoor().knock(Outgoing.of(new Sample(action, typing)));
        var out = spec.commandLine().getOut();
        out.println(answer.outcome());
        if (answer.status() != Answer.NONE) {
            out.println(server.printable(answer.text()));
        }
        if (answer.status() == Run.NOT_FOUND) {
            out.println(Run.UNKNOWN_KEY);
        }
        out.flush();
        return answer.isAsExpected() ? 0 : 1;
    }
}
