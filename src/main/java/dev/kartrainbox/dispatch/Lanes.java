package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.inbox.Queued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * The queue as workers see it: lanes that have something due. The lock on a lane's row, held to the end of the transaction, is
 * what keeps deliveries of one lead from being processed at the same time or out of order; a crash releases it.
 */
@ApplicationScoped
public class Lanes {

    /**
     * In the order of an index, so that both databases read its first row and no more. Asked per lane whether a row exists,
     * PostgreSQL reads the whole queue for each lane without one where a single lane has most of it.
     */
    static final String NEXT = """
            select n.lane from (
                (select q.lane from queue q where q.lane >= ?1 and q.due_at <= ?2 order by q.lane, q.delivery_id limit 1)
                union all
                (select l.id from lane l where l.id >= ?1 and (select t.due_at from observer_task t
                    where t.lane = l.id and t.state = 'OPEN' order by t.lane, t.state, t.due_at limit 1) <= ?2
                    order by l.id limit 1)) n
            order by n.lane limit 1""";

    /** The lanes of the next deliveries that are due, with as many rows as they have of these. */
    static final String AFTER = """
            select q.lane from queue q where q.lane > ?1 and q.due_at <= ?2 order by q.lane, q.delivery_id limit ?3""";

    private static final String LOCK_UNLESS_LOCKED =
            "select l.id from lane l where l.id in (:ids) order by l.id for update skip locked";

    /** Of each lead and observer the oldest is found first, and then looked at: one that is not due holds back all behind it. */
    static final String OWED = """
            select o.delivery_id, o.observer from (
                select distinct on (t.lead_key, t.observer) t.lead_key, t.observer, t.delivery_id, t.priority, t.due_at
                from observer_task t where t.lane = ?1 and t.state = 'OPEN'
                order by t.lead_key, t.observer, t.delivery_id) o
            where o.due_at <= ?2 order by o.priority, o.delivery_id, o.observer limit 1""";

    private static final String UNFINISHED = """
            select 1 from queue where delivery_id = ?1
            union all select 1 from observer_task where delivery_id = ?1 and state = 'OPEN'""";

    private static final int PAGE = 50;

    /** So that an observer that hangs keeps no more than these from going on. */
    private static final int MOST_LANES = 8;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** Locks a lane that has something due and that nobody works on, this one or a later one; empty if there is none. */
    OptionalInt lockNext(int from, Instant now) {
        var lane = next(from, now);
        while (lane.isPresent() && lockUnlessLocked(List.of(lane.getAsInt())).isEmpty()) {
            lane = next(lane.getAsInt() + 1, now);
        }
        return lane;
    }

    private OptionalInt next(int from, Instant now) {
        List<?> found = entityManager
                .createNativeQuery(NEXT)
                .setParameter(1, from)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .getResultList();
        return lanes(found).stream().mapToInt(Integer::intValue).findFirst();
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
                .filter(queued -> Claim.of(queued).equals(claim) && isTheOldestOfItsLead(queued));
    }

    /** Locks the lane once whoever works on it is done. */
    void lock(int lane) {
        Lane.lock(lane, entityManager);
    }

    /** Whether the delivery still waits, or an observer owes it something. */
    boolean isUnfinished(UUID deliveryId) {
        return !entityManager
                .createNativeQuery(UNFINISHED)
                .setParameter(1, deliveryId)
                .getResultList()
                .isEmpty();
    }

    private boolean isTheOldestOfItsLead(Queued queued) {
        return entityManager
                        .createNamedQuery(Queued.OLDER_OF_LEAD, Long.class)
                        .setParameter("lane", queued.lane())
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
                if (isDue(queued, now, heldLeads)) {
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

    /**
     * The same of lanes after this one on which little waits, and which nobody works on; they are locked, too. Each transaction
     * costs more than several deliveries do, and where little waits it would be told in one for each lane.
     */
    List<Queued> dueAfter(int lane, Instant now, int most) {
        var lanes = lockUnlessLocked(after(lane, now, most));
        if (lanes.isEmpty()) {
            return List.of();
        }
        var heldLeads = new HashSet<String>();
        return entityManager
                .createNamedQuery(Queued.OF_LANES, Queued.class)
                .setParameter("lanes", lanes)
                .setMaxResults(most)
                .getResultStream()
                .filter(queued -> isDue(queued, now, heldLeads))
                .toList();
    }

    /** Without the last one where the next deliveries are no more than a part of it: it is worth a transaction of its own. */
    private List<Integer> after(int lane, Instant now, int most) {
        List<?> found = entityManager
                .createNativeQuery(AFTER)
                .setParameter(1, lane)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .setParameter(3, most)
                .getResultList();
        var lanes = lanes(found);
        int last = found.size() == most ? lanes.get(lanes.size() - 1) : Lane.COUNT;
        return lanes.stream()
                .distinct()
                .filter(other -> other < last)
                .limit(MOST_LANES - 1)
                .toList();
    }

    private List<Integer> lockUnlessLocked(List<Integer> lanes) {
        if (lanes.isEmpty()) {
            return lanes;
        }
        var query = entityManager.createNativeQuery(
                LOCK_UNLESS_LOCKED.replace(":ids", String.join(", ", Collections.nCopies(lanes.size(), "?"))));
        for (int i = 0; i < lanes.size(); i++) {
            query.setParameter(i + 1, lanes.get(i));
        }
        return lanes(query.getResultList());
    }

    private static List<Integer> lanes(List<?> rows) {
        return rows.stream().map(lane -> ((Number) lane).intValue()).toList();
    }

    /** Whether it is, and not behind another of its lead that is not. */
    private static boolean isDue(Queued queued, Instant now, Set<String> heldLeads) {
        if (queued.dueAt().isAfter(now)) {
            heldLeads.add(queued.leadKey());
        }
        return !heldLeads.contains(queued.leadKey());
    }

    private List<Queued> page(int lane, UUID after) {
        return entityManager
                .createNamedQuery(Queued.PAGE_OF_LANE, Queued.class)
                .setParameter("lane", lane)
                .setParameter("after", after)
                .setMaxResults(PAGE)
                .getResultList();
    }

    /** What an observer owes a delivery of this lane, due and not behind another of the same lead; the mirror's first. */
    Optional<ObserverTask> owed(int lane, Instant now) {
        List<?> oldest = entityManager
                .createNativeQuery(OWED)
                .setParameter(1, lane)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .getResultList();
        return oldest.stream()
                .map(Object[].class::cast)
                .map(task -> new ObserverTask.Key((UUID) task[0], (String) task[1]))
                .map(key -> entityManager.find(ObserverTask.class, key))
                .findFirst();
    }
}
