package dev.kartrainbox.inbox;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The one generator of delivery ids: UUIDv7, each greater than the one before it, also within a millisecond. */
@ApplicationScoped
public class Ids {

    public UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
