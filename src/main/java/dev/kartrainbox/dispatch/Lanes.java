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
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * The queue as workers see it: lanes that have something due. The lock on a lane's row, held to the end of the transaction, is
 * what keeps deliveries of one lead from being processed at the same time or out of order; a crash releases it.
 */
@ApplicationScoped
public class Lanes {

    /**
     * The lanes of the next deliveries that are due, a row for each. In the order of an index, so that both databases read these
     * rows and no more. Asked per lane whether it has one, PostgreSQL reads the whole queue for each lane that has none.
     */
    static final String DUE = """
            select q.lane from queue q where q.lane >= ?1 and q.due_at <= ?2 order by q.lane, q.delivery_id limit ?3""";

    /** The next lanes on which an observer owes something that is due. Ordered, so that of each lane one row of an index is read. */
    static final String OWING = """
            select l.id from lane l where l.id >= ?1 and (select t.due_at from observer_task t
                where t.lane = l.id and t.state = 'OPEN' order by t.lane, t.state, t.due_at limit 1) <= ?2
            order by l.id limit ?3""";

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
    private static final int MOST_LANES = 16;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /**
     * Locks lanes that have deliveries due and that nobody works on, this one or later ones: where little waits on each, a few
     * at once. Each transaction costs more than several deliveries do, and else there would be one for each lane.
     *
     * @param most how many deliveries are worth a transaction
     * @return in ascending order; empty if there are none
     */
    List<Integer> lockDue(int from, Instant now, int most) {
        return lockFirst(from, lane -> lanesWithDue(lane, now, most));
    }

    /** Locks a lane on which an observer owes something that is due and that nobody works on; empty if there is none. */
    List<Integer> lockOwing(int from, Instant now) {
        return lockFirst(from, lane -> lanes(found(OWING, lane, now, 1)));
    }

    /** Of those that are found from this lane on, the first of which not all are locked by somebody else. */
    private List<Integer> lockFirst(int from, IntFunction<List<Integer>> found) {
        var lanes = found.apply(from);
        while (!lanes.isEmpty()) {
            var locked = lockUnlessLocked(lanes);
            if (!locked.isEmpty()) {
                return locked;
            }
            lanes = found.apply(lanes.get(lanes.size() - 1) + 1);
        }
        return lanes;
    }

    /** Without the last one where the next deliveries are no more than a part of it: it is worth a transaction of its own. */
    private List<Integer> lanesWithDue(int from, Instant now, int most) {
        var rows = lanes(found(DUE, from, now, most));
        var lanes = rows.stream().distinct().limit(MOST_LANES).toList();
        return rows.size() == most && lanes.size() > 1 && lanes.contains(rows.get(most - 1))
                ? lanes.subList(0, lanes.size() - 1)
                : lanes;
    }

    private List<?> found(String sql, int from, Instant now, int most) {
        return entityManager
                .createNativeQuery(sql)
                .setParameter(1, from)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .setParameter(3, most)
                .getResultList();
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
     * The oldest deliveries of these lanes that are due, one lane after the other, each in the order of receipt. While one of a
     * lead is not due yet, the later ones of that lead wait behind it. To be called when the lanes are locked: a statement of
     * its own sees what others have committed since.
     */
    List<Queued> due(List<Integer> lanes, Instant now, int most) {
        if (lanes.size() > 1) {
            var waiting = pageOf(lanes);
            if (waiting.size() < PAGE) {
                var heldLeads = new HashSet<String>();
                return waiting.stream()
                        .filter(queued -> isDue(queued, now, heldLeads))
                        .limit(most)
                        .toList();
            }
        }
        return lanes.stream()
                .flatMap(lane -> due(lane, now, most).stream())
                .limit(most)
                .toList();
    }

    private List<Queued> due(int lane, Instant now, int most) {
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

    private List<Queued> pageOf(List<Integer> lanes) {
        return entityManager
                .createNamedQuery(Queued.OF_LANES, Queued.class)
                .setParameter("lanes", lanes)
                .setMaxResults(PAGE)
                .getResultList();
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
