package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes back deliveries that Kartra did not send, after a key leaked: nobody is told of them any more, the mirror of their leads
 * is rebuilt without them, and what was held back as a repetition of one of them is told. What other observers already did
 * stays done.
 */
@ApplicationScoped
public class Discard {

    private static final String DISCARD = "discard";
    private static final int MOST = 500;

    private static final String NEXT_LEADS = """
            select distinct d.lead_key from delivery d
            where d.lead_key > ? and d.state not in ('DISCARDED', 'ERASED') and {selected} order by d.lead_key limit 500""";

    /** One more than is done at once, to see whether that is the rest. */
    private static final String NEXT_OF_LEAD = """
            select d.id from delivery d
            where d.lead_key = ? and d.state not in ('DISCARDED', 'ERASED') and {selected} order by d.id limit 501""";

    private static final List<String> FORGET = List.of(
            "delete from queue where delivery_id = ?1",
            "delete from observer_task where delivery_id = ?1",
            "delete from commerce_fact where delivery_id = ?1");

    private static final String REPETITIONS = """
            select d.id from delivery d join delivery o on o.id = cast(d.duplicate_of as uuid)
            where d.set_aside = 'DUPLICATE' and o.set_aside = 'DISCARDED'
            and exists (select 1 from delivery_body b where b.id = d.id) order by d.id limit 500""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Transactions transactions;

    @Inject
    LaneLocks lanes;

    @Inject
    Rebuild rebuild;

    @Inject
    Replay replay;

    @Inject
    Audit audit;

    /**
     * What was done.
     *
     * @param discarded deliveries that nobody is told of any more
     * @param leads whose mirror is rebuilt
     * @param freed deliveries that were held back as repetitions of a discarded one, and are told now
     */
    public record Outcome(long discarded, long leads, long freed) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d discarded, %d leads are rebuilt, %d that repeated a discarded one are queued",
                    discarded,
                    leads,
                    freed);
        }
    }

    /** How many of one lead are discarded, and whether there are more. */
    private record Step(int discarded, boolean more) {}

    /** Discards one; empty if the inbox has none with this id. */
    public Optional<Outcome> delivery(UUID id) {
        return Optional.ofNullable(entityManager.find(Delivery.class, id)).map(delivery -> {
            var leadKey = delivery.leadKey();
            return audit.around(
                    DISCARD, id.toString(), () -> new Outcome(ofLead(leadKey, () -> List.of(id)), 1, free()));
        });
    }

    /** Discards all of the selection. If it is cut short, it goes on where it was when it is asked again. */
    public Outcome all(Selection selection) {
        return audit.around(DISCARD, selection.toString(), () -> discardAll(selection));
    }

    private Outcome discardAll(Selection selection) {
        long discarded = 0;
        long leads = 0;
        var page = leadsAfter("", selection);
        while (!page.isEmpty()) {
            for (var leadKey : page) {
                discarded += ofLead(leadKey, () -> next(leadKey, selection));
                leads++;
            }
            page = leadsAfter(page.get(page.size() - 1), selection);
        }
        return new Outcome(discarded, leads, free());
    }

    private List<String> leadsAfter(String leadKey, Selection selection) {
        List<?> keys = selection.in(entityManager, NEXT_LEADS, leadKey).getResultList();
        return keys.stream().map(String.class::cast).toList();
    }

    private List<UUID> next(String leadKey, Selection selection) {
        return ids(selection.in(entityManager, NEXT_OF_LEAD, leadKey).getResultList());
    }

    private static List<UUID> ids(List<?> rows) {
        return rows.stream().map(UUID.class::cast).toList();
    }

    private int ofLead(String leadKey, Supplier<List<UUID>> next) {
        int discarded = 0;
        Step step;
        do {
            step = lanes.holdingKinOf(leadKey, kin -> step(kin, next.get()));
            discarded += step.discarded();
        } while (step.more());
        return discarded;
    }

    /** The mirror is rebuilt in the same transaction as the last is discarded. */
    private Step step(SortedSet<String> kin, List<UUID> ids) {
        var some = ids.subList(0, Math.min(ids.size(), MOST));
        some.forEach(this::discard);
        boolean more = some.size() < ids.size();
        if (!more) {
            entityManager.flush(); // the rebuild asks the database which are still to be told
            rebuild.forgetNames();
            rebuild.again(kin);
        }
        return new Step(some.size(), more);
    }

    private void discard(UUID id) {
        entityManager.find(Delivery.class, id).discard();
        FORGET.forEach(delete ->
                entityManager.createNativeQuery(delete).setParameter(1, id).executeUpdate());
    }

    /** Also those of an earlier time that was cut short. */
    private long free() {
        long freed = 0;
        int some;
        do {
            some = transactions.run(() -> {
                var ids = ids(entityManager.createNativeQuery(REPETITIONS).getResultList());
                ids.forEach(id -> replay.queue(entityManager.find(Delivery.class, id)));
                return ids.size();
            });
            freed += some;
        } while (some == MOST);
        return freed;
    }
}
