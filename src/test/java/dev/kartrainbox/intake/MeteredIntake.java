package dev.kartrainbox.intake;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.Origin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;

/** The meters of the front door on a test's own registry. */
public final class MeteredIntake {

    private MeteredIntake() {}

    static IntakeMeters on(MeterRegistry registry) {
        var meters = new IntakeMeters();
        meters.registry = registry;
        meters.register();
        return meters;
    }

    /** Counts something on each of them. */
    public static void countsOn(MeterRegistry registry) {
        var meters = on(registry);
        meters.answered(404);
        meters.answered("key-1", "assign_tag", 200, 12);
        meters.kept(delivery(Contents.unreadable("not JSON")), Duration.ofMillis(3));
        meters.notKept();
    }

    static Delivery delivery(Contents contents) {
        return new Delivery(
                new Ids().next(),
                Instant.EPOCH,
                new Origin("key-1", "203.0.113.24", null, null, ""),
                Fingerprint.of(new byte[1]),
                contents);
    }
}
