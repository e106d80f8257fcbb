package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Something that happened to a lead and may happen again: a row for each delivery that told it. */
@MappedSuperclass
public abstract class Occurrence {

    @Id
    @Column(name = "delivery_id")
    private UUID deliveryId;

    @Column(name = "lead_key")
    private String leadKey;

    @Column(name = "received_at")
    private OffsetDateTime receivedAt;

    @SuppressWarnings("NullAway.Init")
    protected Occurrence() {}

    Occurrence(String leadKey, KartraEvent event) {
        this.deliveryId = event.envelope().deliveryId();
        this.leadKey = leadKey;
        this.receivedAt = event.envelope().receivedAt().atOffset(ZoneOffset.UTC);
    }
}
