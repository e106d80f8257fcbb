package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Queued;
import java.util.UUID;

/**
 * A delivery that a worker has in hand.
 *
 * @param failedAttempts how often it was tried before, since it was received or replayed
 */
record Claim(UUID deliveryId, int lane, int failedAttempts, boolean replayed) {

    static Claim of(Queued queued) {
        return new Claim(queued.deliveryId(), queued.lane(), queued.attempts(), queued.isReplayed());
    }

    int attempt() {
        return failedAttempts + 1;
    }
}
