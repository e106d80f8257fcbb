package dev.kartrainbox.api;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.signin.Sight;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One delivery as a list shows it. */
public record DeliverySummary(
        UUID id,
        Instant receivedAt,
        State state,
        @Nullable String action,
        String keyName,
        String leadKey,
        @Nullable Long leadId,
        @Nullable String leadEmail,
        int length,
        boolean repaired,
        boolean late,
        @Nullable Instant processedAt,
        @Nullable UUID duplicateOf,
        @Nullable String lastError) {

    static DeliverySummary of(Delivery delivery, Sight sight) {
        return new DeliverySummary(
                delivery.id(),
                delivery.receivedAt(),
                delivery.state(),
                delivery.action().orElse(null),
                delivery.keyName(),
                sight.leadKey(delivery.leadKey()),
                delivery.leadId().orElse(null),
                sight.email(delivery.leadEmail().orElse(null)),
                delivery.length(),
                delivery.isRepaired(),
                delivery.isLate(),
                delivery.processedAt().orElse(null),
                delivery.duplicateOf().orElse(null),
                delivery.lastError().orElse(null));
    }
}
