package dev.kartrainbox.dispatch;

import dev.kartrainbox.kartra.KartraEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * How often something was unexpected.
 *
 * @param firstSeenAt when the first of these deliveries was received
 * @param lastSeenAt when the last of them was
 * @param deliveries how many they are
 * @param example the newest of them
 */
record DriftSum(Instant firstSeenAt, Instant lastSeenAt, long deliveries, UUID example) {

    static DriftSum of(KartraEvent event) {
        var envelope = event.envelope();
        return new DriftSum(envelope.receivedAt(), envelope.receivedAt(), 1, envelope.deliveryId());
    }

    DriftSum plus(DriftSum other) {
        return new DriftSum(
                firstSeenAt.isBefore(other.firstSeenAt) ? firstSeenAt : other.firstSeenAt,
                lastSeenAt.isAfter(other.lastSeenAt) ? lastSeenAt : other.lastSeenAt,
                deliveries + other.deliveries,
                example.compareTo(other.example) > 0 ? example : other.example);
    }
}
