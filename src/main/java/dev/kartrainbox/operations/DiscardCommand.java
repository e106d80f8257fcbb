package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.State;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Discards one delivery, or a selection. */
@Command(
        name = "discard",
        description = {
            "Takes back deliveries that Kartra did not send: nobody is told of them any more, and the mirror of their leads is"
                    + " rebuilt without them. They stay kept, and each can be replayed by its id.",
            "One delivery is discarded at once. For a selection it says what would happen, until --yes is added.",
            "Disable the key first, or more may come.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mvn -q exec:java@inbox -Dexec.args=\"discard DELIVERY-ID\"",
            "  mvn -q exec:java@inbox -Dexec.args=\"discard --key key-1 --from 2026-04-20T12:00 --to 2026-04-21\""
        })
@SuppressWarnings("NullAway.Init") // by picocli
final class DiscardCommand extends ManyCommand {

    @Parameters(arity = "0..1", paramLabel = "DELIVERY-ID", description = "As `list` shows it.")
    @Nullable
    UUID id;

    @Mixin
    final SelectionOptions options = new SelectionOptions();

    DiscardCommand(DatabaseLogin database, Clock clock) {
        super(database, clock);
    }

    @Override
    boolean run(Standalone operations) {
        if (id == null) {
            return many(operations);
        }
        if (!options.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Say one delivery or a selection, not both.");
        }
        var outcome = operations.discard.delivery(id);
        sayOutcome(outcome);
        return outcome.isPresent();
    }

    private boolean many(Standalone operations) {
        var selection = options.selection();
        if (options.yes) {
            sayOutcome(Optional.of(operations.discard.all(selection)));
            return true;
        }
        var selected =
                Overview.of(selection, operations.entityManager).notIn(EnumSet.of(State.DISCARDED, State.ERASED));
        sayWhatIsSelected(selected);
        say(
                "%n%d of them were told to observers, or to some. The mirror takes that back; what your own observers did stays done.",
                selected.in(Replay.TOLD).deliveries());
        sayWhoIsNotCleared(operations.rebuild.notKept());
        say(
                "Names of tags, lists and the like that only they gave stay until the next notification names them, or a rebuild of all.");
        sayHow();
        return true;
    }

    private void sayOutcome(Optional<Discard.Outcome> outcome) {
        outcome.ifPresentOrElse(done -> say("%s.", done), () -> say("The inbox has no delivery %s.", id));
    }
}
