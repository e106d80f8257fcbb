package dev.kartrainbox.operations;

import dev.kartrainbox.settings.KeepFor;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes what is old. */
@Command(
        name = "retain",
        description = {
            "Deletes what is older than it is kept for, as the server does once a day by itself.",
            "Says what would go, until --yes is added. It reads KARTRA_INBOX_KEEP_… as the server does; 0 days are for ever.",
            ""
        })
final class RetainCommand extends ManyCommand {

    @Option(
            names = "--bodies",
            paramLabel = "DAYS",
            defaultValue = "${sys:KARTRA_INBOX_KEEP_BODIES:-${env:KARTRA_INBOX_KEEP_BODIES:-400}}",
            description = "Of what was told, repeated or was discarded. Default: ${DEFAULT-VALUE}.")
    int bodies;

    @Option(
            names = "--quarantined",
            paramLabel = "DAYS",
            defaultValue = "${sys:KARTRA_INBOX_KEEP_QUARANTINED:-${env:KARTRA_INBOX_KEEP_QUARANTINED:-800}}",
            description = "Of what could not be read. Default: ${DEFAULT-VALUE}.")
    int quarantined;

    @Option(
            names = "--audit",
            paramLabel = "DAYS",
            defaultValue = "${sys:KARTRA_INBOX_KEEP_AUDIT:-${env:KARTRA_INBOX_KEEP_AUDIT:-1826}}",
            description = "Of what operators did. Default: ${DEFAULT-VALUE}.")
    int audit;

    @Option(names = "--yes", description = "Do it. Otherwise it is only said what would be done.")
    boolean yes;

    RetainCommand(DatabaseLogin database, Clock clock) {
        super(database, clock);
    }

    @Override
    boolean run(Standalone operations) {
        var keepFor = new KeepFor(bodies, quarantined, audit);
        var due = yes ? operations.retention.now(keepFor) : operations.retention.due(keepFor);
        say("Kept        %s", keepFor);
        say(
                "%s     %d bodies, %d of what could not be read, %d entries of the audit",
                yes ? "Deleted" : "Older  ", due.bodies(), due.quarantined(), due.audit());
        if (!yes) {
            sayHow();
        }
        return true;
    }
}
