package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The deliveries of the same lead right before and right after one: two statements for a whole batch. */
@ApplicationScoped
public class Neighbors {

    private static final Set<State> TOLD = Set.of(State.PROCESSED, State.RETRYING, State.PARKED);

    /** Of those after, whoever is not told and never waits to be does not count. */
    static final String AROUND = """
            select d.id,
                (select p.id from delivery p where p.lead_key = d.lead_key and p.id < d.id order by p.lead_key, p.id desc limit 1),
                (select n.id from delivery n where n.lead_key = d.lead_key and n.id > d.id
                    and n.state in ('RECEIVED', 'PROCESSED', 'RETRYING', 'PARKED') order by n.lead_key, n.id limit 1)
            from delivery d where d.id in (:ids) order by d.id desc""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** Of each of these deliveries, by id. */
    Map<UUID, Neighborhood> of(Collection<Delivery> deliveries) {
        var known = new HashMap<UUID, Delivery>();
        deliveries.forEach(delivery -> known.put(delivery.id(), delivery));
        var around = around(known.keySet());
        load(around, known);
        var neighborhoods = new HashMap<UUID, Neighborhood>();
        for (var ids : around) { // the newest first: who comes before one that is overtaken is overtaken too
            var next = Optional.ofNullable(ids[2]).map(known::get);
            boolean overtaken = next.filter(newer -> TOLD.contains(newer.state()) || isOvertaken(newer, neighborhoods))
                    .isPresent();
            neighborhoods.put(
                    ids[0], new Neighborhood(Optional.ofNullable(ids[1]).map(known::get), next, overtaken));
        }
        return neighborhoods;
    }

    private static boolean isOvertaken(Delivery delivery, Map<UUID, Neighborhood> neighborhoods) {
        var neighborhood = neighborhoods.get(delivery.id());
        return neighborhood != null && neighborhood.overtaken();
    }

    private List<@Nullable UUID[]> around(Set<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var query = entityManager.createNativeQuery(
                AROUND.replace(":ids", String.join(", ", Collections.nCopies(ids.size(), "?"))));
        int position = 0;
        for (var id : ids) {
            query.setParameter(++position, id);
        }
        var around = new ArrayList<@Nullable UUID[]>();
        for (var row : query.getResultList()) {
            around.add(Stream.of((Object[]) row).toArray(UUID[]::new));
        }
        return around;
    }

    private void load(List<@Nullable UUID[]> around, Map<UUID, Delivery> known) {
        var missing = around.stream()
                .flatMap(Stream::of)
                .filter(id -> id != null && !known.containsKey(id))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            entityManager
                    .createNamedQuery(Delivery.ALL_OF, Delivery.class)
                    .setParameter("ids", missing)
                    .getResultStream()
                    .forEach(delivery -> known.put(delivery.id(), delivery));
        }
    }

    /**
     * What is around a delivery.
     *
     * @param previous the lead's delivery before it, whatever became of that; absent if it is the first
     * @param next the lead's first one after it that was told or is to be; absent if it is the newest
     * @param overtaken whether a newer one was told already
     */
    record Neighborhood(Optional<Delivery> previous, Optional<Delivery> next, boolean overtaken) {

        /** Whether the next one was told already to an observer that still owes this one something. */
        boolean isNextTold(Predicate<UUID> owes) {
            return next.filter(newer -> TOLD.contains(newer.state()) && !owes.test(newer.id()))
                    .isPresent();
        }

        /** Whether the delivery has the same body as the one before it. */
        boolean repeats(Delivery delivery) {
            return previous.filter(earlier -> earlier.hasBody(delivery.fingerprint()))
                    .isPresent();
        }
    }
}
