package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Envelope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When notifications told of a lead, and which was the newest: our bookkeeping beside Kartra's own facts. */
@Entity
@Table(name = "lead_sighting")
@NamedQuery(
        name = LeadSighting.BY_EMAIL,
        query = "select s from LeadSighting s where s.email = :email order by s.deliveryId desc")
public class LeadSighting {

    /** Newest first; {@code email} in the form of {@link #normalized}. */
    static final String BY_EMAIL = "LeadSighting.byEmail";

    private static final int MAX_EMAIL = 320;

    @Id
    @Column(name = "lead_key")
    private String leadKey;

    @Column(name = "email")
    private @Nullable String email;

    @Column(name = "first_seen_at")
    private OffsetDateTime firstSeenAt;

    @Column(name = "last_seen_at")
    private OffsetDateTime lastSeenAt;

    @Column(name = "delivery_id")
    private UUID deliveryId;

    @SuppressWarnings("NullAway.Init")
    protected LeadSighting() {}

    LeadSighting(String leadKey, Envelope envelope) {
        this.leadKey = leadKey;
        this.firstSeenAt = envelope.receivedAt().atOffset(ZoneOffset.UTC);
        this.lastSeenAt = firstSeenAt;
        this.deliveryId = envelope.deliveryId();
    }

    /** Whether what this delivery says is as new as anything known of the lead. */
    boolean isOutdatedBy(Envelope envelope) {
        return envelope.isAsNewAs(deliveryId);
    }

    void sight(Envelope envelope, @Nullable String newestEmail) {
        deliveryId = envelope.deliveryId();
        lastSeenAt = envelope.receivedAt().atOffset(ZoneOffset.UTC);
        email = newestEmail == null ? null : normalized(newestEmail);
    }

    /** As addresses are compared: lower case, no blanks around, no longer than an address can be. */
    static String normalized(String email) {
        return Cut.to(MAX_EMAIL, email.strip().toLowerCase(Locale.ROOT));
    }

    String leadKey() {
        return leadKey;
    }
}
