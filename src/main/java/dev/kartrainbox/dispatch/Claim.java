package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Queued;
import java.util.UUID;

/**
 * A delivery that a worker has in hand.
 *
 * @param replayed whether an operator asked for it
 * @param released whether an operator asked for it although it repeats another
 * @param rebuild whether only those are to be told who make anew what they wrote
 */
record Claim(UUID deliveryId, int lane, String leadKey, boolean replayed, boolean released, boolean rebuild) {

    static Claim of(Queued queued) {
        return new Claim(
                queued.deliveryId(),
                queued.lane(),
                queued.leadKey(),
                queued.isReplayed(),
                queued.isReleased(),
                queued.isRebuild());
    }

    /** How it is noted while it is in hand. */
    String mark() {
        return deliveryId.toString();
    }
}
