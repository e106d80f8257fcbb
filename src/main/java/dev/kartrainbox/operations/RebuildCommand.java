package dev.kartrainbox.operations;

import dev.kartrainbox.operations.Rebuild.Extent;
import java.time.Clock;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rebuilds the mirror. */
@Command(
        name = "rebuild",
        description = {
            "Makes the mirror anew from the deliveries that are kept, of all leads or of one, while the server runs.",
            "Says what would happen, until --yes is added. While it goes on, the mirror lacks what is not told again yet.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mvn -q exec:java@inbox -Dexec.args=\"rebuild\"",
            "  mvn -q exec:java@inbox -Dexec.args=\"rebuild --lead mira@example.org --yes\""
        })
@SuppressWarnings("NullAway.Init") // by picocli
final class RebuildCommand extends ManyCommand {

    @Option(names = "--lead", paramLabel = "LEAD", description = "Only of this lead: its id or e-mail address.")
    @Nullable
    String lead;

    @Option(names = "--yes", description = "Do it. Otherwise it is only said what would be done.")
    boolean yes;

    RebuildCommand(DatabaseLogin database, Clock clock) {
        super(database, clock);
    }

    @Override
    boolean run(Standalone operations) {
        var rebuild = operations.rebuild;
        var extent = new Extent(0, 0);
        if (lead == null) {
            extent = yes ? rebuild.all() : rebuild.extent();
        } else {
            for (var leadKey : leadKeys(operations, lead)) {
                extent = extent.plus(yes ? rebuild.lead(leadKey) : rebuild.extentOf(leadKey));
            }
        }
        say("Leads       %d", extent.leads());
        say("Deliveries  %d", extent.deliveries());
        if (yes && extent.notCleared() > 0) {
            say(
                    "Not cleared %d leads, of whom bodies are no longer kept: what is kept is told over it",
                    extent.notCleared());
        }
        if (yes) {
            say("%nThey are queued. Workers take them from now on, in the order of receipt.");
        } else {
            sayList("Told", operations.observers.rebuilding());
            sayWhoIsNotCleared(rebuild.notKept());
            sayHow();
        }
        return extent.leads() > 0 || lead == null;
    }

    private static SortedSet<String> leadKeys(Standalone operations, String lead) {
        return operations.rebuild.leadKeys(new Selection(null, null, null, null, null, lead));
    }
}
