package dev.kartrainbox.operations;

import dev.kartrainbox.operations.Replay.Outcome;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Replays one delivery, or a selection. */
@Command(
        name = "replay",
        description = {
            "Has deliveries processed once more: told to all observers, or to one alone.",
            "One delivery is replayed at once. For a selection it says what would happen, until --yes is added.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mvn -q exec:java@inbox -Dexec.args=\"replay DELIVERY-ID\"",
            "  mvn -q exec:java@inbox -Dexec.args=\"replay DELIVERY-ID Invoices.on(ProductPurchased)\"",
            "  mvn -q exec:java@inbox -Dexec.args=\"replay --state PARKED --from 2026-04-20T12:00\"",
            "  mvn -q exec:java@inbox -Dexec.args=\"replay --action buy_product --observer Invoices.on(ProductPurchased) --anew\""
        })
@SuppressWarnings("NullAway.Init") // by picocli
final class ReplayCommand extends ManyCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "DELIVERY-ID", description = "As `list` shows it.")
    @Nullable
    UUID id;

    @Parameters(
            index = "1..*",
            paramLabel = "OBSERVER",
            description = "By this observer alone, which owes the delivery something.")
    List<String> words = List.of();

    @Option(
            names = "--observer",
            paramLabel = "NAME",
            description = "Of a selection: by this observer alone, and only those to which it owes something.")
    @Nullable
    String observer;

    @Option(
            names = "--anew",
            description =
                    "Also where the observer owes nothing: for one that was added later. What it did it does again.")
    boolean anew;

    @Mixin
    final SelectionOptions options = new SelectionOptions();

    ReplayCommand(DatabaseLogin database, Clock clock) {
        super(database, clock);
    }

    @Override
    boolean run(Standalone operations) {
        if (id == null) {
            return many(operations);
        }
        if (!options.isEmpty() || observer != null) {
            throw new ParameterException(spec.commandLine(), "Say one delivery or a selection, not both.");
        }
        var name = joined(words);
        if (anew && name.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Say by which observer.");
        }
        return one(operations, id, name);
    }

    private boolean one(Standalone operations, UUID delivery, String name) {
        var replay = operations.replay;
        if (name.isEmpty()) {
            return sayQueued(
                    delivery,
                    operations.transactions.run(() -> replay.delivery(delivery).isPresent()),
                    "The inbox has no delivery " + delivery);
        }
        return sayQueued(
                delivery,
                operations.transactions.run(() -> anew ? replay.anew(delivery, name) : replay.observer(delivery, name)),
                anew
                        ? "Nobody was told of delivery " + delivery + ", or no observer named " + name
                                + " is told of such"
                        : "No observer named " + name + " owes anything to delivery " + delivery);
    }

    private boolean many(Standalone operations) {
        if (anew && observer == null) {
            throw new ParameterException(spec.commandLine(), "Say by which observer.");
        }
        var selection = options.selection();
        if (options.yes) {
            sayOutcome(replayed(operations.replay, selection));
            return true;
        }
        var selected = Overview.of(selection, operations.entityManager);
        sayWhatIsSelected(selected);
        if (observer == null) {
            sayWhoIsTold(operations, selection, selected);
        } else {
            sayWhatIsOwed(operations.replay, selection, observer);
        }
        say("%nWhat observers do outside the database (mail, requests) happens again.");
        sayHow();
        return true;
    }

    private Map<Outcome, Long> replayed(Replay replay, Selection selection) {
        if (observer == null) {
            return replay.all(selection);
        }
        return anew ? replay.anew(selection, observer) : replay.owed(selection, observer);
    }

    private void sayOutcome(Map<Outcome, Long> outcome) {
        long skipped = outcome.getOrDefault(Outcome.SKIPPED, 0L);
        long queued = outcome.values().stream().mapToLong(Long::longValue).sum() - skipped;
        say("%d queued, %d skipped. Workers take them from now on.", queued, skipped);
    }

    private void sayWhoIsTold(Standalone operations, Selection selection, Overview selected) {
        var replayed = selected.notIn(Replay.NOT_REPLAYED);
        long gone = operations.replay.countWithoutBody(selection);
        say("Replayed    %d", replayed.deliveries() - gone);
        if (gone > 0) {
            say("Skipped     %d whose bodies are no longer kept", gone);
        }
        for (var part : selected.in(Replay.NOT_REPLAYED).parts()) {
            say("Skipped     %d %s %s", part.deliveries(), part.state(), why(part));
        }
        sayList("Told", operations.observers.of(replayed.actions()));
    }

    private static String why(Overview.Part part) {
        return switch (part.state()) {
            case RECEIVED -> "wait already";
            case RETRYING -> "are tried again already, --observer has one observer hurry";
            case ERASED -> "tell of leads that were erased";
            default -> "were taken out, each can be replayed by its id";
        };
    }

    private void sayWhatIsOwed(Replay replay, Selection selection, String name) {
        say(
                "Told        %s, of %d to which it owes something",
                Printable.text(name), replay.countOwed(selection, name));
        if (anew) {
            say("            and of %d to which it owes nothing", replay.countAnew(selection, name));
        }
    }
}
