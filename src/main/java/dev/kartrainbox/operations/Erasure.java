package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.kartra.LeadErased;
import dev.kartrainbox.mirror.LeadTables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Erases a lead: at once what was kept of it, what waits and what the mirror knows, while nothing of it is in hand; then, by the
 * server and in the background, what others' notifications say of it ({@link ErasureSearch}) and what observers keep. That it
 * came, when, and with which action stays, and that a payment was counted.
 */
@ApplicationScoped
public class Erasure {

    private static final int MOST = 500;
    private static final int SHORT = 16;

    private static final String NEXT = "select d.id from delivery d where d.lead_key = ?1 order by d.id limit " + MOST;

    private static final List<String> FORGET = List.of(
            "delete from queue where delivery_id = ?1",
            "delete from observer_task where delivery_id = ?1",
            "delete from delivery_body where id = ?1");

    /** What only this lead's notifications had unexpected may be a key that was made of its name. */
    private static final String FORGET_DRIFT =
            "delete from drift where action = ?1 and kind = ?2 and path = ?3 and deliveries <= ?4";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Transactions transactions;

    @Inject
    LaneLocks lanes;

    @Inject
    Rebuild rebuild;

    @Inject
    Naming naming;

    @Inject
    Hashes hashes;

    @Inject
    Audit audit;

    @Inject
    Event<LeadErased> erased;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * What an erasure would do.
     *
     * @param lead by which names it would be erased
     * @param deliveries of it
     * @param mirrored rows of the mirror, by table
     * @param bodies in which it would be looked for
     */
    public record Plan(LeadNames lead, long deliveries, Map<String, Long> mirrored, long bodies) {}

    /**
     * What was done at once.
     *
     * @param id of the erasure
     * @param lead a short hash, as the audit has it
     * @param deliveries that were erased
     */
    public record Receipt(UUID id, String lead, long deliveries) {}

    /** A line of the drift report. */
    private record Line(String action, String kind, String path) {}

    /** What would be erased. */
    public Plan plan(String lead) {
        var names = naming.of(lead);
        var mirrored = new TreeMap<String, Long>();
        for (var table : LeadTables.COUNTED) {
            long rows = count("select count(*) from " + table + " where lead_key = ?1", names);
            if (rows > 0) {
                mirrored.put(table, rows);
            }
        }
        return new Plan(
                names,
                count("select count(*) from delivery where lead_key = ?1", names),
                mirrored,
                number(entityManager
                        .createNativeQuery("select count(*) from delivery_body")
                        .getSingleResult()));
    }

    private long count(String query, LeadNames names) {
        return names.all().stream()
                .mapToLong(name -> number(entityManager
                        .createNativeQuery(query)
                        .setParameter(1, name)
                        .getSingleResult()))
                .sum();
    }

    private static long number(Object count) {
        return ((Number) count).longValue();
    }

    /**
     * Erases the lead.
     *
     * @param lead its id or its e-mail address; also one that nobody has heard of, for what may still wait in a journal
     * @param block whether what arrives of it later is erased as it comes; otherwise that makes the lead anew
     */
    public Receipt lead(String lead, boolean block) {
        var names = naming.of(lead);
        var all = names.all();
        hashes.hash(all.first()); // makes the key, in a transaction of its own
        // first of all: from now on nothing of it comes out of a journal
        var entry = transactions.run(() -> begin(names, block));
        long deliveries = 0;
        for (var name : all) {
            deliveries += erase(name, all);
        }
        var receipt = new Receipt(entry, hashes.hash(all.first()).substring(0, SHORT), deliveries);
        transactions.run(() -> {
            audit.note(
                    "erase",
                    "lead " + receipt.lead,
                    receipt.deliveries + " deliveries erased" + (block ? ", later ones are erased as they come" : ""));
            return receipt;
        });
        return receipt;
    }

    private UUID begin(LeadNames names, boolean block) {
        var entry = new ErasureEntry(ids.next(), clock.instant(), names, block);
        entityManager.persist(entry);
        entityManager.flush();
        names.all()
                .forEach(name -> entityManager
                        .createNativeQuery("insert into erased_name (hash, erasure_id) values (?1, ?2)")
                        .setParameter(1, hashes.hash(name))
                        .setParameter(2, entry.id())
                        .executeUpdate());
        return entry.id();
    }

    /** Of deliveries with this key, all there are now. */
    long erase(String leadKey, SortedSet<String> names) {
        long erased = 0;
        int some;
        do {
            some = lanes.holdingKinOf(leadKey, kin -> {
                var next = Columns.ids(entityManager
                        .createNativeQuery(NEXT)
                        .setParameter(1, leadKey)
                        .getResultList());
                erase(next);
                if (next.size() < MOST) {
                    LeadTables.clear(leadKey, entityManager);
                    makeAnew(kin, names);
                }
                return next.size();
            });
            erased += some;
        } while (some == MOST);
        return erased;
    }

    private void erase(List<UUID> deliveries) {
        var lines = new HashMap<Line, Integer>();
        for (var id : deliveries) {
            var delivery = entityManager.find(Delivery.class, id);
            delivery.unexpected()
                    .ifPresent(unexpected -> unexpected
                            .lines()
                            .map(line -> line.split(" ", 2))
                            .filter(line -> line.length == 2)
                            .forEach(line -> lines.merge(
                                    new Line(delivery.action().orElse(""), line[0], line[1]), 1, Integer::sum)));
            delivery.erase();
            LeadTables.forget(id, entityManager);
            FORGET.forEach(delete ->
                    entityManager.createNativeQuery(delete).setParameter(1, id).executeUpdate());
        }
        lines.forEach((line, count) -> entityManager
                .createNativeQuery(FORGET_DRIFT)
                .setParameter(1, line.action)
                .setParameter(2, line.kind)
                .setParameter(3, line.path)
                .setParameter(4, count)
                .executeUpdate());
        entityManager.flush(); // what comes next asks the database
    }

    /** Others of whom the mirror knows something by what is erased now. */
    private void makeAnew(SortedSet<String> kin, SortedSet<String> names) {
        var others = new TreeSet<>(kin);
        others.removeAll(names);
        if (!others.isEmpty()) {
            rebuild.again(others);
        }
    }

    /** What is still to be done: observers to be told, bodies of others to be searched. */
    public List<ErasureEntry> open() {
        return entityManager
                .createNamedQuery(ErasureEntry.OPEN, ErasureEntry.class)
                .getResultList();
    }

    /** How many there have ever been. */
    long count() {
        return number(
                entityManager.createNativeQuery("select count(*) from erasure").getSingleResult());
    }

    ErasureEntry entry(UUID id) {
        return entityManager.find(ErasureEntry.class, id);
    }

    /** Has observers erase what they keep of it, in one transaction; if one fails, another time. */
    void tellObservers(UUID erasure) {
        transactions.run(() -> {
            var entry = entityManager.find(ErasureEntry.class, erasure, LockModeType.PESSIMISTIC_WRITE);
            entry.toBeTold().ifPresent(lead -> {
                erased.fire(new LeadErased(lead.ids(), lead.emails()));
                entry.tell();
            });
            return entry;
        });
    }
}
