package dev.kartrainbox.signin;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bearer token for scripts, as it is stored: its hash and never itself. */
@Entity
@Table(name = "token")
@NamedQuery(name = Token.ALL, query = "select t from Token t order by t.createdAt desc")
@NamedQuery(
        name = Token.OF_ACCOUNT,
        query = "select t from Token t where t.account = :account order by t.createdAt desc")
@NamedQuery(name = Token.WITH_HASH, query = "select t from Token t where t.sha256 = :sha256")
@NamedQuery(
        name = Token.USE,
        query = "update Token t set t.lastUsedAt = :now "
                + "where t.id = :id and (t.lastUsedAt is null or t.lastUsedAt < :before)")
public class Token {

    /** The newest first. */
    static final String ALL = "Token.all";

    /** The newest first; {@code account}. */
    static final String OF_ACCOUNT = "Token.ofAccount";

    /** {@code sha256}. */
    static final String WITH_HASH = "Token.withHash";

    /** Notes its use, unless it was used since {@code before}; {@code id}, {@code now}. */
    static final String USE = "Token.use";

    /** How exactly its last use is known. */
    static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "account")
    private String account;

    @Column(name = "name")
    private String name;

    @Column(name = "sha256")
    private byte[] sha256;

    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    private Role role;

    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    @Column(name = "expires_at")
    private OffsetDateTime expiresAt;

    @Column(name = "last_used_at")
    private @Nullable OffsetDateTime lastUsedAt;

    @Column(name = "revoked_at")
    private @Nullable OffsetDateTime revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected Token() {}

    Token(UUID id, String account, String name, byte[] sha256, Role role, Instant createdAt, Instant expiresAt) {
        this.id = id;
        this.account = account;
        this.name = name;
        this.sha256 = sha256.clone();
        this.role = role;
        this.createdAt = createdAt.atOffset(ZoneOffset.UTC);
        this.expiresAt = expiresAt.atOffset(ZoneOffset.UTC);
    }

    /** Whether it is accepted. */
    public boolean isLiveAt(Instant time) {
        return revokedAt == null && time.isBefore(expiresAt());
    }

    /** It is accepted no more. */
    void revoke(Instant at) {
        if (revokedAt == null) {
            revokedAt = at.atOffset(ZoneOffset.UTC);
        }
    }

    /** Whether its use is to be noted once more. */
    boolean isUseNews(Instant now) {
        return lastUsedAt == null || lastUsedAt.toInstant().isBefore(now.minus(USE_NOTED_EVERY));
    }

    public UUID id() {
        return id;
    }

    /** The name of whose it is. */
    public String account() {
        return account;
    }

    public String name() {
        return name;
    }

    /** What it may do, as long as its account may. */
    public Role role() {
        return role;
    }

    public Instant createdAt() {
        return createdAt.toInstant();
    }

    public Instant expiresAt() {
        return expiresAt.toInstant();
    }

    /** When it was used last, to the minute; empty if never. */
    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt).map(OffsetDateTime::toInstant);
    }

    /** When it was revoked; empty if it was not. */
    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt).map(OffsetDateTime::toInstant);
    }
}
