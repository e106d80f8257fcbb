package dev.kartrainbox.intake;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A key of the URL that Kartra posts to, as it is stored: its hash and never itself. */
@Entity
@Table(name = "access_key")
@NamedQuery(name = AccessKey.ALL, query = "select k from AccessKey k order by k.name")
public class AccessKey {

    static final String ALL = "AccessKey.all";

    @Id
    @Column(name = "name")
    private String name;

    @Column(name = "sha256")
    private byte[] sha256;

    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    @SuppressWarnings("NullAway.Init")
    protected AccessKey() {}

    AccessKey(LiveKey key, Instant createdAt) {
        this.name = key.name();
        this.sha256 = key.sha256();
        this.createdAt = createdAt.atOffset(ZoneOffset.UTC);
    }

    LiveKey live() {
        return new LiveKey(name, sha256);
    }
}
