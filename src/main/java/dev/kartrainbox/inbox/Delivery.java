package dev.kartrainbox.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One POST that was kept: everything about it but its bytes. */
@Entity
@Table(name = "delivery")
@NamedQuery(name = Delivery.ALL_OF, query = "select d from Delivery d where d.id in :ids")
@NamedQuery(
        name = Delivery.OF_LEAD,
        // by the lead too, which is but one: else H2 does not see that the index is in this order, and sorts all of the
        // lead's
        query = "select d from Delivery d where d.leadKey = :leadKey order by d.leadKey, d.id desc")
public class Delivery {

    /** {@code ids}. */
    public static final String ALL_OF = "Delivery.allOf";

    /** The newest first; {@code leadKey}. */
    public static final String OF_LEAD = "Delivery.ofLead";

    private static final int MAX_ERROR = 4000;
    private static final int MAX_UNEXPECTED = 4000;

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "received_at")
    private OffsetDateTime receivedAt;

    @Column(name = "surface")
    private String surface;

    @Column(name = "key_name")
    private String keyName;

    @Column(name = "remote_address")
    private String remoteAddress;

    @Column(name = "content_type")
    private @Nullable String contentType;

    @Column(name = "content_encoding")
    private @Nullable String contentEncoding;

    @Column(name = "headers")
    private String headers;

    @Column(name = "length")
    private int length;

    @Column(name = "sha256")
    private byte[] sha256;

    @Column(name = "action")
    private @Nullable String action;

    @Column(name = "lead_key")
    private String leadKey;

    @Column(name = "lead_id")
    private @Nullable Long leadId;

    @Column(name = "lead_email")
    private @Nullable String leadEmail;

    @Column(name = "lane")
    private int lane;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "last_error")
    private @Nullable String lastError;

    @Column(name = "processed_at")
    private @Nullable OffsetDateTime processedAt;

    @Column(name = "repaired")
    private boolean repaired;

    @Column(name = "unexpected")
    private @Nullable String unexpected;

    @Column(name = "duplicate_of")
    private @Nullable String duplicateOf;

    @Column(name = "late")
    private boolean late;

    @SuppressWarnings("NullAway.Init")
    protected Delivery() {}

    /** A delivery as it arrives: {@code RECEIVED}, or {@code QUARANTINED} where its contents cannot be read. */
    public Delivery(UUID id, Instant receivedAt, Origin origin, Fingerprint body, Contents contents) {
        this.id = id;
        this.receivedAt = receivedAt.atOffset(ZoneOffset.UTC);
        this.surface = "outbound";
        this.keyName = origin.keyName();
        this.remoteAddress = origin.remoteAddress();
        this.contentType = origin.contentType();
        this.contentEncoding = origin.contentEncoding();
        this.headers = origin.headers();
        this.length = body.length();
        this.sha256 = body.sha256();
        this.action = contents.action();
        this.leadKey = contents.leadKey() == null ? "d:" + id : contents.leadKey();
        this.leadId = contents.leadId();
        this.leadEmail = contents.leadEmail();
        this.lane = Lane.of(leadKey);
        this.state = contents.problem() == null ? State.RECEIVED : State.QUARANTINED;
        this.lastError = contents.problem();
        this.repaired = contents.repaired();
    }

    /** All observers were told. */
    public void process(List<?> whatWasUnexpected, Instant at) {
        state = State.PROCESSED;
        processedAt = at.atOffset(ZoneOffset.UTC);
        lastError = null;
        var lines = whatWasUnexpected.stream().map(Object::toString).collect(Collectors.joining("\n"));
        unexpected = lines.isEmpty() ? null : Storable.text(lines, MAX_UNEXPECTED);
    }

    /** It repeats another delivery, so nobody is told. */
    public void duplicate(UUID earlier, String reason) {
        state = State.DUPLICATE;
        duplicateOf = earlier.toString();
        lastError = reason;
    }

    /** It failed and will be tried again. */
    public void retry(String error) {
        state = State.RETRYING;
        lastError = Storable.text(error, MAX_ERROR);
    }

    /** An observer failed and will be tried again; where another gave up, that is what counts. */
    public void retryUnlessParked(String error) {
        if (state != State.PARKED) {
            retry(error);
        }
    }

    /** Observers owe it something, in tasks of their own. */
    public void owe() {
        state = State.RETRYING;
    }

    /** It failed for the last time. */
    public void park(String error) {
        state = State.PARKED;
        lastError = Storable.text(error, MAX_ERROR);
    }

    /** It cannot be read. */
    public void quarantine(String reason) {
        state = State.QUARANTINED;
        lastError = Storable.text(reason, MAX_ERROR);
    }

    /** Newer ones of its lead may have been told before it. */
    public void comeLate() {
        late = true;
    }

    /** It is to be processed once more, from the start. */
    public void replay() {
        state = State.RECEIVED;
        processedAt = null;
        duplicateOf = null;
    }

    /** It is not to be told, or should not have been; when it was told stays known. */
    public void discard() {
        state = State.DISCARDED;
    }

    /** It is old: its body is no longer kept, and neither is what came with that. */
    public void expire() {
        remoteAddress = "";
        headers = "";
        contentType = null;
        contentEncoding = null;
        unexpected = null;
    }

    /** Somebody was erased whom it named beside its own lead: what is left of its body is this. */
    public void redact(byte[] rest) {
        var left = Fingerprint.of(rest);
        length = left.length();
        sha256 = left.sha256(); // of what came, it would betray what was taken out to whoever tries names
        contentEncoding = null;
        unexpected = null; // keys that were made up
    }

    /** Whom it tells of is erased: only that it came, when, and with which action stays. */
    public void erase() {
        expire();
        redact(new byte[0]);
        leadId = null;
        leadEmail = null;
        leadKey = "d:" + id;
        lane = Lane.of(leadKey);
        state = State.ERASED;
        lastError = null;
        repaired = false;
        duplicateOf = null;
    }

    /** It is kept without what a first look extracted, because the database refuses that. */
    void quarantineWithoutExtracts(Throwable refusal) {
        action = null;
        leadId = null;
        leadEmail = null;
        leadKey = "d:" + id;
        lane = Lane.of(leadKey);
        headers = "";
        contentType = null;
        contentEncoding = null;
        quarantine("the database refused what was extracted: " + SqlStates.describe(refusal));
    }

    /** Whether a worker will take it. */
    public boolean isWaiting() {
        return state == State.RECEIVED || state == State.RETRYING;
    }

    public UUID id() {
        return id;
    }

    public Instant receivedAt() {
        return receivedAt.toInstant();
    }

    /** Which of Kartra's interfaces sent it; {@code outbound} so far. */
    public String surface() {
        return surface;
    }

    public String keyName() {
        return keyName;
    }

    public String remoteAddress() {
        return remoteAddress;
    }

    public Optional<String> contentType() {
        return Optional.ofNullable(contentType);
    }

    public Optional<String> contentEncoding() {
        return Optional.ofNullable(contentEncoding);
    }

    public String headers() {
        return headers;
    }

    /** Of the body as it came, in bytes. */
    public int length() {
        return length;
    }

    /** Of the body as it came. */
    public byte[] sha256() {
        return sha256.clone();
    }

    public Fingerprint fingerprint() {
        return new Fingerprint(length, sha256());
    }

    /** Whether its body is the same, byte for byte. */
    public boolean hasBody(Fingerprint other) {
        return length == other.length() && Arrays.equals(sha256, other.sha256());
    }

    public Optional<String> action() {
        return Optional.ofNullable(action);
    }

    /** Deliveries with the same key are processed in the order of their ids. */
    public String leadKey() {
        return leadKey;
    }

    public Optional<Long> leadId() {
        return Optional.ofNullable(leadId);
    }

    public Optional<String> leadEmail() {
        return Optional.ofNullable(leadEmail);
    }

    public int lane() {
        return lane;
    }

    public State state() {
        return state;
    }

    /** Why it failed or cannot be read: never a value that was sent. */
    public Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** When all observers had been told, if they have since it was received or replayed. */
    public Optional<Instant> processedAt() {
        return Optional.ofNullable(processedAt).map(OffsetDateTime::toInstant);
    }

    /** Whether it is JSON only after a repair. */
    public boolean isRepaired() {
        return repaired;
    }

    /** Whether newer ones of its lead may have been told before it. */
    public boolean isLate() {
        return late;
    }

    /** The delivery that this one repeats. */
    public Optional<UUID> duplicateOf() {
        return Optional.ofNullable(duplicateOf).map(UUID::fromString);
    }

    /** What did not look as documented, one line each. */
    public Optional<String> unexpected() {
        return Optional.ofNullable(unexpected);
    }
}
