package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Queued;
import java.util.UUID;

/**
 * A delivery that a worker has in hand.
 *
 * @param failedAttempts how often it was tried before, since it was received or replayed
 * @param replayed whether an operator asked for it
 * @param released whether an operator asked for it although it repeats another
 * @param rebuild whether only those are to be told who make anew what they wrote
 */
record Claim(
        UUID deliveryId,
        int lane,
        String leadKey,
        int failedAttempts,
        boolean replayed,
        boolean released,
        boolean rebuild) {

    /** To be told to everybody. */
    Claim(UUID deliveryId, int lane, String leadKey, int failedAttempts, boolean replayed, boolean released) {
        this(deliveryId, lane, leadKey, failedAttempts, replayed, released, false);
    }

    static Claim of(Queued queued) {
        return new Claim(
                queued.deliveryId(),
                queued.lane(),
                queued.leadKey(),
                queued.attempts(),
                queued.isReplayed(),
                queued.isReleased(),
                queued.isRebuild());
    }

    /** How it is noted while it is in hand. */
    String mark() {
        return deliveryId.toString();
    }

    int attempt() {
        return failedAttempts + 1;
    }
}
