package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That something happened to a lead. */
@Entity
@Table(name = "timeline")
public class TimelineEntry {

    @Id
    @Column(name = "delivery_id")
    private UUID deliveryId;

    @Column(name = "lead_key")
    private String leadKey;

    @Column(name = "received_at")
    private OffsetDateTime receivedAt;

    @Column(name = "action")
    private String action;

    @Column(name = "subject")
    private @Nullable String subject;

    @SuppressWarnings("NullAway.Init")
    protected TimelineEntry() {}

    TimelineEntry(String leadKey, KartraEvent event) {
        this.deliveryId = event.envelope().deliveryId();
        this.leadKey = leadKey;
        this.receivedAt = event.envelope().receivedAt().atOffset(ZoneOffset.UTC);
        this.action = event.action();
        this.subject = event.subject().orElse(null);
    }
}
