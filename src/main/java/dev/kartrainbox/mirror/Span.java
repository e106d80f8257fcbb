package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Envelope;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From when until when something holds between a lead and a list, a tag or the like. Times are those of receipt, since Kartra
 * sends none. What an older delivery says than the newest that told is not taken over.
 */
@Embeddable
public class Span {

    @Column(name = "active")
    private boolean active;

    @Column(name = "since")
    private @Nullable OffsetDateTime since;

    @Column(name = "until")
    private @Nullable OffsetDateTime until;

    @Column(name = "delivery_id")
    private @Nullable UUID deliveryId;

    /** It holds from now on; if it held already, since then. */
    void open(Envelope envelope) {
        if (isTold(envelope) && !active) {
            active = true;
            since = envelope.receivedAt().atOffset(ZoneOffset.UTC);
            until = null;
        }
    }

    /** It no longer holds. What never began leaves a closed span with no beginning. */
    void close(Envelope envelope) {
        if (isTold(envelope) && (active || until == null)) {
            active = false;
            until = envelope.receivedAt().atOffset(ZoneOffset.UTC);
        }
    }

    /** Whether what this delivery tells is older than the newest that told. */
    boolean outdates(Envelope envelope) {
        return deliveryId != null && !envelope.isAsNewAs(deliveryId);
    }

    private boolean isTold(Envelope envelope) {
        if (outdates(envelope)) {
            return false;
        }
        deliveryId = envelope.deliveryId();
        return true;
    }

    boolean isActive() {
        return active;
    }

    /** When it began; empty where only its end was told. */
    Optional<Instant> since() {
        return Optional.ofNullable(since).map(OffsetDateTime::toInstant);
    }

    /** When it ended; empty while it holds. */
    Optional<Instant> until() {
        return Optional.ofNullable(until).map(OffsetDateTime::toInstant);
    }
}
