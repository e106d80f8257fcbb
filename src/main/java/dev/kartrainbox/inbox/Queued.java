package dev.kartrainbox.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** A delivery that is still to be processed. Its row goes when that is done, however it ended. */
@Entity
@Table(name = "queue")
@NamedQuery(
        name = Queued.PAGE_OF_LANE,
        // by the lane too, which is but one: else H2 does not see that the index is in this order, and sorts the whole
        // lane
        query = "select q from Queued q where q.lane = :lane and q.deliveryId > :after order by q.lane, q.deliveryId")
@NamedQuery(
        name = Queued.OF_LANES,
        query = "select q from Queued q where q.lane in :lanes order by q.lane, q.deliveryId")
@NamedQuery(
        name = Queued.OLDER_OF_LEAD,
        query = "select count(q) from Queued q where q.lane = :lane and q.leadKey = :leadKey and q.deliveryId < :id")
@NamedQuery(name = Queued.DEQUEUE, query = "delete from Queued q where q.deliveryId in :ids")
public class Queued {

    /** In order of receipt; {@code lane}, {@code after}. */
    public static final String PAGE_OF_LANE = "Queued.pageOfLane";

    /** One lane after the other, each in order of receipt; {@code lanes}. */
    public static final String OF_LANES = "Queued.ofLanes";

    /** How many of the lead come before it; {@code lane}, {@code leadKey}, {@code id}. */
    public static final String OLDER_OF_LEAD = "Queued.olderOfLead";

    /** All at once; {@code ids}. */
    public static final String DEQUEUE = "Queued.dequeue";

    @Id
    @Column(name = "delivery_id")
    private UUID deliveryId;

    @Column(name = "lane")
    private int lane;

    @Column(name = "lead_key")
    private String leadKey;

    @Column(name = "due_at")
    private OffsetDateTime dueAt;

    @Column(name = "replayed")
    private boolean replayed;

    @Column(name = "released")
    private boolean released;

    @Column(name = "rebuild")
    private boolean rebuild;

    @SuppressWarnings("NullAway.Init")
    protected Queued() {}

    /** For a delivery that is to be replayed: due now. */
    public Queued(Delivery delivery, Instant now) {
        this.deliveryId = delivery.id();
        this.lane = delivery.lane();
        this.leadKey = delivery.leadKey();
        this.dueAt = now.atOffset(ZoneOffset.UTC);
        this.replayed = true;
    }

    /** An operator wants it told to everybody now: it is due. */
    public void hurry(Instant now) {
        dueAt = now.atOffset(ZoneOffset.UTC);
        replayed = true;
        rebuild = false;
    }

    /** An operator wants it told although it repeats another. */
    public void release() {
        released = true;
    }

    public UUID deliveryId() {
        return deliveryId;
    }

    public int lane() {
        return lane;
    }

    public String leadKey() {
        return leadKey;
    }

    public Instant dueAt() {
        return dueAt.toInstant();
    }

    public boolean isReplayed() {
        return replayed;
    }

    public boolean isReleased() {
        return released;
    }

    /** Whether only those are to be told of it who make anew what they wrote. */
    public boolean isRebuild() {
        return rebuild;
    }
}
