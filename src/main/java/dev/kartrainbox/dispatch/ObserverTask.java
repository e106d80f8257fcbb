package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Delivery;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An observer that still owes a delivery something. Its row goes when that is done. */
@Entity
@Table(name = "observer_task")
@IdClass(ObserverTask.Key.class)
@NamedQuery(
        name = ObserverTask.OWING,
        query = "select distinct t.leadKey, t.observer from ObserverTask t "
                + "where t.lane in :lanes and t.state = 'OPEN' and t.leadKey in :leadKeys")
@NamedQuery(
        name = ObserverTask.LEFT_OF,
        query = "select count(t) from ObserverTask t where t.deliveryId = :id and t.observer <> :observer")
@NamedQuery(
        name = ObserverTask.PARKED_BESIDE,
        query = "select count(t) from ObserverTask t "
                + "where t.deliveryId = :id and t.observer <> :observer and t.state = 'PARKED'")
@NamedQuery(
        name = ObserverTask.POSTPONE,
        query = "update ObserverTask t set t.attempts = :failed, t.dueAt = :dueAt, t.lastError = :error "
                + "where t.deliveryId = :id and t.observer = :observer and t.attempts = :attempts and t.state = 'OPEN'")
@NamedQuery(
        name = ObserverTask.PARK,
        query = "update ObserverTask t set t.attempts = :failed, t.state = 'PARKED', t.lastError = :error "
                + "where t.deliveryId = :id and t.observer = :observer and t.attempts = :attempts and t.state = 'OPEN'")
@NamedQuery(name = ObserverTask.FORGET, query = "delete from ObserverTask t where t.deliveryId = :id")
public class ObserverTask {

    /** Which observers owe something for which of these leads; {@code lanes}, theirs, and {@code leadKeys}. */
    static final String OWING = "ObserverTask.owing";

    /** How many others a delivery has, open or parked; {@code id}, {@code observer}. */
    static final String LEFT_OF = "ObserverTask.leftOf";

    /** How many others of a delivery are parked; {@code id}, {@code observer}. */
    public static final String PARKED_BESIDE = "ObserverTask.parkedBeside";

    /** Where nobody else went on; {@code id}, {@code observer}, {@code attempts}, {@code failed}, {@code dueAt}, {@code error}. */
    static final String POSTPONE = "ObserverTask.postpone";

    /** Where nobody else went on; {@code id}, {@code observer}, {@code attempts}, {@code failed}, {@code error}. */
    static final String PARK = "ObserverTask.park";

    /** All of a delivery; {@code id}. */
    public static final String FORGET = "ObserverTask.forget";

    /** Where a task stands. */
    private static final String OPEN = "OPEN";

    @Id
    @Column(name = "delivery_id")
    private UUID deliveryId;

    @Id
    @Column(name = "observer")
    private String observer;

    @Column(name = "lane")
    private int lane;

    @Column(name = "lead_key")
    private String leadKey;

    @Column(name = "priority")
    private int priority;

    @Column(name = "attempts")
    private int attempts;

    @Column(name = "due_at")
    private OffsetDateTime dueAt;

    @Column(name = "state")
    private String state;

    @Column(name = "replayed")
    private boolean replayed;

    @Column(name = "released")
    private boolean released;

    @Column(name = "last_error")
    private @Nullable String lastError;

    @SuppressWarnings("NullAway.Init")
    protected ObserverTask() {}

    /** For a claimed delivery. */
    ObserverTask(Claim claim, NamedObserver observer, Apart apart) {
        this.deliveryId = claim.deliveryId();
        this.observer = observer.name();
        this.lane = claim.lane();
        this.leadKey = claim.leadKey();
        this.priority = observer.method().getPriority();
        this.attempts = apart.failedAttempts();
        this.dueAt = apart.dueAt().atOffset(ZoneOffset.UTC);
        this.state = OPEN;
        this.lastError = apart.error().orElse(null);
        this.replayed = claim.replayed();
        this.released = claim.released();
    }

    /** For an observer that owes the delivery nothing, but is to be told of it all the same: due now. */
    public ObserverTask(Delivery delivery, String observer, Instant now) {
        this.deliveryId = delivery.id();
        this.observer = observer;
        this.lane = delivery.lane();
        this.leadKey = delivery.leadKey();
        this.priority = ObserverMethod.DEFAULT_PRIORITY;
        this.dueAt = now.atOffset(ZoneOffset.UTC);
        this.state = OPEN;
        this.replayed = true;
    }

    /** An operator wants it now: it is due, with all its attempts before it. */
    public void replay(Instant now) {
        state = OPEN;
        attempts = 0;
        dueAt = now.atOffset(ZoneOffset.UTC);
        replayed = true;
    }

    UUID deliveryId() {
        return deliveryId;
    }

    String observer() {
        return observer;
    }

    int lane() {
        return lane;
    }

    int attempts() {
        return attempts;
    }

    boolean isReplayed() {
        return replayed;
    }

    boolean isReleased() {
        return released;
    }

    /** The delivery and the observer. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private @Nullable UUID deliveryId;
        private @Nullable String observer;

        protected Key() {}

        public Key(UUID deliveryId, String observer) {
            this.deliveryId = deliveryId;
            this.observer = observer;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(deliveryId, that.deliveryId)
                    && Objects.equals(observer, that.observer);
        }

        @Override
        public int hashCode() {
            return Objects.hash(deliveryId, observer);
        }
    }
}
