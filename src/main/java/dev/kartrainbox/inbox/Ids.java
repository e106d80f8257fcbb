package dev.kartrainbox.inbox;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** The one generator of delivery ids: UUIDv7, each greater than the one before it, also within a millisecond. */
@ApplicationScoped
public class Ids {

    private static final int TIME_BITS = 48;

    public UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /** Lies right before all ids that were made from this millisecond on, and after all that were made earlier. */
    public static UUID before(Instant time) {
        return new UUID(time.toEpochMilli() << (Long.SIZE - TIME_BITS), 0);
    }
}
