package dev.kartrainbox.operations;

import java.time.Clock;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Releases a duplicate. */
@Command(
        name = "release",
        description =
                "Has a delivery that was held back as a duplicate processed all the same. A payment is still counted once.")
@SuppressWarnings("NullAway.Init") // by picocli
final class ReleaseCommand extends ManyCommand {

    @Parameters(paramLabel = "DELIVERY-ID", description = "As `list` shows it.")
    UUID id;

    ReleaseCommand(DatabaseLogin database, Clock clock) {
        super(database, clock);
    }

    @Override
    boolean run(Standalone operations) {
        return sayQueued(
                id,
                operations.transactions.run(() -> operations.replay.release(id).isPresent()),
                "The inbox has no delivery " + id + " that was held back as a duplicate");
    }
}
