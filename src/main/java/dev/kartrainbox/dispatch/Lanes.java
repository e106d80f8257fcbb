package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Queued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The queue as workers see it: lanes that have something due. The lock on a lane's row, held to the end of the transaction, is
 * what keeps deliveries of one lead from being processed at the same time or out of order; a crash releases it.
 */
@ApplicationScoped
public class Lanes {

    /** Rows locked by others are skipped. No order by: H2 would lock all rows before it sorts. */
    private static final String LOCK = """
            select l.id from lane l
            where l.id >= ?1 and exists (select 1 from queue q where q.lane = l.id and q.due_at <= ?2)
            limit 1 for update skip locked""";

    private static final int PAGE = 50;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** Locks a lane that has something due and that nobody works on, this one or a later one; empty if there is none. */
    OptionalInt lock(int from, Instant now) {
        List<?> lanes = entityManager
                .createNativeQuery(LOCK)
                .setParameter(1, from)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .getResultList();
        return lanes.stream().mapToInt(lane -> ((Number) lane).intValue()).findFirst();
    }

    /**
     * The oldest delivery of the lane that is due. While one of a lead waits for its next attempt, the later ones of that lead
     * wait behind it. To be called when the lane is locked: a statement of its own sees what others have committed since.
     */
    Optional<Queued> oldestDue(int lane, Instant now) {
        var heldLeads = new HashSet<String>();
        var after = BEFORE_ALL;
        while (true) {
            var page = page(lane, after);
            for (var queued : page) {
                if (queued.dueAt().isAfter(now)) {
                    heldLeads.add(queued.leadKey());
                } else if (!heldLeads.contains(queued.leadKey())) {
                    return Optional.of(queued);
                }
            }
            if (page.size() < PAGE) {
                return Optional.empty();
            }
            after = page.get(page.size() - 1).deliveryId();
        }
    }

    private List<Queued> page(int lane, UUID after) {
        return entityManager
                .createNamedQuery(Queued.PAGE_OF_LANE, Queued.class)
                .setParameter("lane", lane)
                .setParameter("after", after)
                .setMaxResults(PAGE)
                .getResultList();
    }

    /** Puts the delivery off, unless somebody else went on with it meanwhile; tells whether it did. */
    boolean postpone(Claim claim, Instant dueAt) {
        return entityManager
                        .createNamedQuery(Queued.POSTPONE)
                        .setParameter("id", claim.deliveryId())
                        .setParameter("attempts", claim.failedAttempts())
                        .setParameter("dueAt", dueAt.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    /** Takes the delivery off the queue, unless somebody else went on with it meanwhile; tells whether it did. */
    boolean giveUp(Claim claim) {
        return entityManager
                        .createNamedQuery(Queued.GIVE_UP)
                        .setParameter("id", claim.deliveryId())
                        .setParameter("attempts", claim.failedAttempts())
                        .executeUpdate()
                == 1;
    }
}
