package dev.kartrainbox.operations;

import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases a lead. */
@Command(
        name = "erase",
        description = {
            "Erases a lead everywhere: what was received of it, what the mirror knows of it, and what was received of others that"
                    + " names it. That it came, when and with which action stays, and that a payment was counted.",
            "Says what would happen, until --yes is added. The server does the rest of the search, and tells your observers.",
            "Erase it in Kartra first, or more may come.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mvn -q exec:java@inbox -Dexec.args=\"erase 731904\"",
            "  mvn -q exec:java@inbox -Dexec.args=\"erase mira@example.org --block --yes\""
        })
@SuppressWarnings("NullAway.Init") // by picocli
final class EraseCommand extends ManyCommand {

    @Parameters(paramLabel = "LEAD", description = "Its id or e-mail address.")
    String lead;

    @Option(names = "--block", description = "Erase what comes of it later, too. Otherwise that makes the lead anew.")
    boolean block;

    @Option(names = "--yes", description = "Do it. Otherwise it is only said what would be done.")
    boolean yes;

    EraseCommand(DatabaseLogin database, Clock clock) {
        super(database, clock);
    }

    @Override
    boolean run(Standalone operations) {
        if (yes) {
            var receipt = operations.erasure.lead(lead, block);
            say("%d deliveries erased, and the mirror of the lead. Erasure %s.", receipt.deliveries(), receipt.id());
            say("The server searches the rest from now on; the table audit tells when that is done.");
            return true;
        }
        var plan = operations.erasure.plan(lead);
        say(
                "Lead        %s",
                Printable.text(String.join("\n            ", plan.lead().all())));
        say("Deliveries  %d", plan.deliveries());
        plan.mirrored().forEach((table, rows) -> say("            %-22s %d", table, rows));
        say("Searched    %d bodies, in the background", plan.bodies());
        if (!plan.lead().sharing().isEmpty()) {
            say(
                    "Not erased  leads that one of these addresses was seen for as well: %s. The address is taken out of what they sent",
                    plan.lead().sharing());
        }
        sayHow();
        return true;
    }
}
