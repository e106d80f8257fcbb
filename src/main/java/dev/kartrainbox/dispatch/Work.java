package dev.kartrainbox.dispatch;

import java.util.List;
import java.util.UUID;

/** What a worker has in hand, so that a failure can be settled against it. */
sealed interface Work {

    int lane();

    /** Deliveries that are told together. */
    record Batch(int lane, List<Claim> claims) implements Work {

        public Batch {
            claims = List.copyOf(claims);
        }
    }

    /** What one observer owes one delivery. */
    record Owed(int lane, UUID deliveryId, String observer, int failedAttempts) implements Work {

        static Owed of(ObserverTask task) {
            return new Owed(task.lane(), task.deliveryId(), task.observer(), task.attempts());
        }
    }
}
