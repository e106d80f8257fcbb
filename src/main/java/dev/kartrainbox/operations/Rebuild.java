package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.mirror.LeadTables;
import dev.kartrainbox.mirror.SharedNames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes the mirror anew from the deliveries that are kept: in one transaction what it knows of a lead is deleted, and every
 * delivery of the lead that was told is queued for those who make anew what they wrote. They are told in the order of receipt,
 * and what arrives meanwhile comes after. Until then the mirror knows less of the lead than before. Where bodies are no longer kept,
 * nothing is deleted: what is kept is told over what is known.
 */
@ApplicationScoped
public class Rebuild {

    private static final int MOST = 500;
    private static final Set<State> UNTOLD =
            EnumSet.of(State.DISCARDED, State.DUPLICATE, State.QUARANTINED, State.ERASED);

    /** Was told to all observers at least once, or to some. */
    private static final String TOLD = """
            d.state in ('PROCESSED', 'RETRYING', 'PARKED')
            and (d.processed_at is not null or exists (select 1 from observer_task t where t.delivery_id = d.id))
            and exists (select 1 from delivery_body b where b.id = d.id)""";

    /** Entries of the timeline of deliveries whose bodies are gone: they cannot be told again. */
    private static final String NOT_KEPT = """
            select count(*) from timeline t where not exists (
                select 1 from delivery d join delivery_body b on b.id = d.id where d.id = t.delivery_id)""";

    private static final String NEXT_LEADS = """
            select distinct d.lead_key from delivery d
            where d.lead_key > ?1 and d.state in ('PROCESSED', 'RETRYING', 'PARKED') order by d.lead_key limit 500""";

    private static final String COUNT = "select count(*), count(distinct d.lead_key) from delivery d where " + TOLD;

    private static final String COUNT_OF_LEAD = "select count(*) from delivery d where d.lead_key = ?1 and " + TOLD;

    private static final String QUEUE = """
            insert into queue (delivery_id, lane, lead_key, due_at, replayed, released, rebuild)
            select d.id, cast(?2 as integer), cast(?3 as varchar), cast(?4 as timestamp with time zone), true, false, true
            from delivery d where d.lead_key = ?1
            and not exists (select 1 from queue q where q.delivery_id = d.id) and\s""" + TOLD;

    /** They are told all of it again. */
    private static final String FORGET_TASKS = """
            delete from observer_task where observer in (select o.name from observer o where o.rebuilt)
            and delivery_id in (select d.id from delivery d where d.lead_key = ?1)""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Transactions transactions;

    @Inject
    LaneLocks lanes;

    @Inject
    Kinship kinship;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * How much is made anew.
     *
     * @param leads by the keys of their deliveries
     * @param deliveries that are told again
     * @param notCleared leads of whom the mirror knows what no body tells any more: it stays, and what is kept is told over it
     */
    public record Extent(long leads, long deliveries, long notCleared) {

        Extent(long leads, long deliveries) {
            this(leads, deliveries, 0);
        }

        Extent plus(Extent other) {
            return new Extent(leads + other.leads, deliveries + other.deliveries, notCleared + other.notCleared);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d leads from %d deliveries", leads, deliveries);
        }
    }

    /** What a rebuild of everything would do. */
    public Extent extent() {
        var counts = (Object[]) entityManager.createNativeQuery(COUNT).getSingleResult();
        return new Extent(((Number) counts[1]).longValue(), ((Number) counts[0]).longValue());
    }

    /** What a rebuild of the lead with this key would do. */
    public Extent extentOf(String leadKey) {
        var kin = kinship.of(leadKey);
        long deliveries = kin.stream()
                .mapToLong(key -> ((Number) entityManager
                                .createNativeQuery(COUNT_OF_LEAD)
                                .setParameter(1, key)
                                .getSingleResult())
                        .longValue())
                .sum();
        return new Extent(kin.size(), deliveries);
    }

    /** Under which keys deliveries of the selection are told. */
    public SortedSet<String> leadKeys(Selection selection) {
        List<?> keys = selection
                .in(entityManager, "select distinct d.lead_key from delivery d where {selected}")
                .getResultList();
        return keys.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many entries of the timeline are of deliveries whose bodies are no longer kept. */
    public long notKept() {
        return ((Number) entityManager.createNativeQuery(NOT_KEPT).getSingleResult()).longValue();
    }

    /** Makes everything anew, lead by lead. */
    public Extent all() {
        return audit.around("rebuild", "all leads", this::rebuildAll);
    }

    private Extent rebuildAll() {
        transactions.run(this::forgetNames);
        var extent = new Extent(0, 0);
        var done = new HashSet<String>();
        var page = leadsAfter("");
        while (!page.isEmpty()) {
            for (var leadKey : page) {
                if (!done.contains(leadKey)) {
                    extent = extent.plus(lanes.holdingKinOf(leadKey, kin -> {
                        done.addAll(kin);
                        return again(kin);
                    }));
                }
            }
            done.removeAll(page);
            page = leadsAfter(page.get(page.size() - 1));
        }
        return extent;
    }

    /** What is shared is to be named by those that are told: the names that others gave give way, in the transaction of whoever asks. */
    int forgetNames() {
        var given = List.copyOf(SharedNames.givers(entityManager));
        var untold = new ArrayList<UUID>();
        for (int from = 0; from < given.size(); from += MOST) {
            entityManager
                    .createNamedQuery(Delivery.ALL_OF, Delivery.class)
                    .setParameter("ids", given.subList(from, Math.min(from + MOST, given.size())))
                    .getResultStream()
                    .filter(delivery -> UNTOLD.contains(delivery.state()))
                    .forEach(delivery -> untold.add(delivery.id()));
        }
        untold.forEach(giver -> SharedNames.forget(giver, entityManager));
        return untold.size();
    }

    private List<String> leadsAfter(String leadKey) {
        List<?> keys = entityManager
                .createNativeQuery(NEXT_LEADS)
                .setParameter(1, leadKey)
                .getResultList();
        return keys.stream().map(String.class::cast).toList();
    }

    /** Makes anew what is known of the lead with this key. */
    public Extent lead(String leadKey) {
        var subject = leadKey.startsWith("e:") ? "a lead known by an e-mail address" : "lead " + leadKey;
        return audit.around("rebuild", subject, () -> {
            transactions.run(this::forgetNames);
            return lanes.holdingKinOf(leadKey, this::again);
        });
    }

    /** In the transaction of whoever holds the lanes of these leads: they are told as one, on one lane. */
    Extent again(SortedSet<String> kin) {
        var first = kin.last(); // one with an id, if there is any: what arrives most likely comes by that
        long deliveries = 0;
        boolean clears = kin.stream().allMatch(this::isWhollyKept);
        for (var leadKey : kin) {
            if (clears) {
                LeadTables.clear(leadKey, entityManager);
            }
            deliveries += entityManager
                    .createNativeQuery(QUEUE)
                    .setParameter(1, leadKey)
                    .setParameter(2, Lane.of(first))
                    .setParameter(3, first)
                    .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                    .executeUpdate();
            entityManager
                    .createNativeQuery(FORGET_TASKS)
                    .setParameter(1, leadKey)
                    .executeUpdate();
        }
        return new Extent(kin.size(), deliveries, clears ? 0 : kin.size());
    }

    private boolean isWhollyKept(String leadKey) {
        var notKept = entityManager
                .createNativeQuery(NOT_KEPT + " and t.lead_key = ?1")
                .setParameter(1, leadKey)
                .getSingleResult();
        return ((Number) notKept).longValue() == 0;
    }
}
