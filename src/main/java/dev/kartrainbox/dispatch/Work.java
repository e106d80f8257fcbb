package dev.kartrainbox.dispatch;

import java.util.List;
import java.util.UUID;

/** What a worker has in hand, so that a failure can be settled against it. */
sealed interface Work {

    int lane();

    /** How it is noted while it is in hand: deliveries, or a delivery and the observer that owes it something. */
    List<String> marks();

    /** Deliveries that are told together. */
    record Batch(int lane, List<Claim> claims) implements Work {

        public Batch {
            claims = List.copyOf(claims);
        }

        /** One delivery by itself. */
        static Batch of(Claim claim) {
            return new Batch(claim.lane(), List.of(claim));
        }

        @Override
        public List<String> marks() {
            return claims.stream().map(Claim::mark).toList();
        }
    }

    /** What one observer owes one delivery. */
    record Owed(int lane, UUID deliveryId, String observer, int failedAttempts) implements Work {

        static Owed of(ObserverTask task) {
            return new Owed(task.lane(), task.deliveryId(), task.observer(), task.attempts());
        }

        @Override
        public List<String> marks() {
            return List.of(deliveryId + " " + observer);
        }
    }
}
