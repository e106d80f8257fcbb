package dev.kartrainbox.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key of the URL that Kartra posts to, as it is stored: its hash and never itself. */
@Entity
@Table(name = "access_key")
@NamedQuery(name = AccessKey.ALL, query = "select k from AccessKey k order by k.name")
public class AccessKey {

    /** By name. */
    public static final String ALL = "AccessKey.all";

    @Id
    @Column(name = "name")
    private String name;

    @Column(name = "sha256")
    private byte[] sha256;

    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    @Column(name = "live_until")
    private @Nullable OffsetDateTime liveUntil;

    @SuppressWarnings("NullAway.Init")
    protected AccessKey() {}

    public AccessKey(LiveKey key, Instant createdAt) {
        this.name = key.name();
        this.sha256 = key.sha256();
        this.createdAt = createdAt.atOffset(ZoneOffset.UTC);
    }

    /** It is accepted until then and not after; what said so before holds where that is earlier. */
    public void endAt(Instant end) {
        if (liveUntil == null || end.isBefore(liveUntil.toInstant())) {
            liveUntil = end.atOffset(ZoneOffset.UTC);
        }
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt.toInstant();
    }

    /** Until when it is accepted; empty where no end is set. */
    public Optional<Instant> liveUntil() {
        return Optional.ofNullable(liveUntil).map(OffsetDateTime::toInstant);
    }

    public boolean isLiveAt(Instant time) {
        return liveUntil == null || time.isBefore(liveUntil.toInstant());
    }

    LiveKey live() {
        return new LiveKey(name, sha256);
    }
}
