package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.inbox.Queued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
    private static final String LOCK_NEXT = """
            select l.id from lane l
            where l.id >= ?1 and (exists (select 1 from queue q where q.lane = l.id and q.due_at <= ?2)
                or exists (select 1 from observer_task t where t.lane = l.id and t.state = 'OPEN' and t.due_at <= ?2))
            limit 1 for update skip locked""";

    private static final int PAGE = 50;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** Locks a lane that has something due and that nobody works on, this one or a later one; empty if there is none. */
    OptionalInt lockNext(int from, Instant now) {
        List<?> lanes = entityManager
                .createNativeQuery(LOCK_NEXT)
                .setParameter(1, from)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .getResultList();
        return lanes.stream().mapToInt(lane -> ((Number) lane).intValue()).findFirst();
    }

    /**
     * Locks the claim's lane once whoever works on it is done, and looks whether the delivery is still to be told, and no
     * older one of its lead before it.
     *
     * @return empty if somebody else went on with it meanwhile
     */
    Optional<Queued> lockAgain(Claim claim) {
        lock(claim.lane());
        return Optional.ofNullable(entityManager.find(Queued.class, claim.deliveryId()))
                .filter(queued -> queued.attempts() == claim.failedAttempts()
                        && queued.isRebuild() == claim.rebuild()
                        && isTheOldestOfItsLead(queued));
    }

    /** Locks the lane once whoever works on it is done. */
    void lock(int lane) {
        Lane.lock(lane, entityManager);
    }

    private boolean isTheOldestOfItsLead(Queued queued) {
        return entityManager
                        .createNamedQuery(Queued.OLDER_OF_LEAD, Long.class)
                        .setParameter("leadKey", queued.leadKey())
                        .setParameter("id", queued.deliveryId())
                        .getSingleResult()
                == 0;
    }

    /**
     * The oldest deliveries of the lane that are due, in the order of receipt. While one of a lead is not due yet, the later ones
     * of that lead wait behind it. To be called when the lane is locked: a statement of its own sees what others have committed
     * since.
     */
    List<Queued> due(int lane, Instant now, int most) {
        var heldLeads = new HashSet<String>();
        var due = new ArrayList<Queued>();
        var after = BEFORE_ALL;
        while (true) {
            var page = page(lane, after);
            for (var queued : page) {
                if (queued.dueAt().isAfter(now)) {
                    heldLeads.add(queued.leadKey());
                } else if (!heldLeads.contains(queued.leadKey())) {
                    due.add(queued);
                    if (due.size() == most) {
                        return due;
                    }
                }
            }
            if (page.size() < PAGE) {
                return due;
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

    /** What an observer owes a delivery of this lane, due and not behind another of the same lead; the oldest delivery's first. */
    Optional<ObserverTask> owed(int lane, Instant now) {
        return entityManager
                .createNamedQuery(ObserverTask.OPEN_OF_LANE, ObserverTask.class)
                .setParameter("lane", lane)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
