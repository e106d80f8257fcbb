package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.DispatchMeters.Outcome;
import dev.kartrainbox.inbox.FakeTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;

/** The meters of dispatching on a test's own registry. */
public final class MeteredDispatch {

    private MeteredDispatch() {}

    static DispatchMeters on(MeterRegistry registry, TransactionSynchronizationRegistry transactions) {
        var meters = new DispatchMeters();
        meters.registry = registry;
        meters.transactions = transactions;
        meters.clock = Clock.systemUTC();
        meters.register();
        return meters;
    }

    /** Counts something on those that do not stand at zero from the start. */
    public static void countsOn(MeterRegistry registry) {
        var transactions = new FakeTransactions();
        on(registry, transactions).attempted("Witness.on(KartraEvent)", Outcome.FAILED);
        transactions.ended(true);
    }
}
