package dev.kartrainbox.dispatch;

import java.util.List;
import java.util.UUID;

/** What a worker has in hand, so that a failure can be settled against it. */
sealed interface Work {

    /** The lane that it is on, the last one if it is on several. */
    int lane();

    /** Whether it is as much as can be in hand at once. */
    default boolean isFull() {
        return false;
    }

    /** How it is noted while it is in hand: deliveries, or a delivery and the observer that owes it something. */
    List<String> marks();

    /** Deliveries that are told together. */
    record Batch(List<Claim> claims) implements Work {

        /** So many at most. */
        static final int MOST = 50;

        public Batch {
            claims = List.copyOf(claims);
        }

        /** One delivery by itself. */
        static Batch of(Claim claim) {
            return new Batch(List.of(claim));
        }

        @Override
        public int lane() {
            return claims.get(claims.size() - 1).lane();
        }

        @Override
        public boolean isFull() {
            return claims.size() == MOST;
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
