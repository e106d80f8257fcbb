package dev.kartrainbox.kartra;

import java.time.Instant;
import java.util.UUID;

/**
 * How a notification got here.
 *
 * @param deliveryId id of the delivery, a UUIDv7: ids of one server ascend in the order of receipt. The same at every
 *     attempt, so it serves as idempotency key for effects outside the database
 * @param receivedAt when its body had been read. Kartra sends no time of its own
 * @param attempt 1 for the first attempt since the delivery was received or replayed
 * @param replayed whether an operator asked for it to be processed again
 * @param released whether it repeats another delivery, and an operator asked for it to be told all the same
 * @param repeat whether its body is, byte for byte, that of the lead's delivery before it: two visits, or one that was sent
 *     twice; nobody can tell
 * @param late whether newer deliveries of the lead may have been told before it: it waited in the journal of another server,
 *     that server's clock is behind, or it is told again. What it says may be out of date
 */
public record Envelope(
        UUID deliveryId,
        Instant receivedAt,
        int attempt,
        boolean replayed,
        boolean released,
        boolean repeat,
        boolean late) {

    /** One that came in time, unlike the one before it. */
    public Envelope(UUID deliveryId, Instant receivedAt, int attempt, boolean replayed) {
        this(deliveryId, receivedAt, attempt, replayed, false, false, false);
    }

    /** Whether this one is as new as the other delivery, or newer. */
    public boolean isAsNewAs(UUID otherDelivery) {
        return deliveryId.compareTo(otherDelivery) >= 0;
    }
}
