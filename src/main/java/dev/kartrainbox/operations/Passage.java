package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Goes through the selected deliveries that there are now, however many, in transactions of one lane each. */
@ApplicationScoped
public class Passage {

    private static final int PAGE = 10_000;
    private static final int MOST = 500;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String NEXT =
            "select d.id, d.lane from delivery d where d.id > ? and d.id <= ? and {selected} order by d.id limit "
                    + PAGE;

    private static final String NEWEST = "select d.id from delivery d order by d.id desc limit 1";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    LaneLocks lanes;

    private record Place(UUID delivery, int lane) {

        static Place of(Object row) {
            var columns = (Object[]) row;
            return new Place((UUID) columns[0], ((Number) columns[1]).intValue());
        }
    }

    /**
     * Does the work on each, while nothing on its lane is in hand. The older ones of a lead come first.
     *
     * @return how often the work had which result
     */
    <R> Map<R, Long> through(Selection selection, Function<Delivery, R> work) {
        var results = new HashMap<R, Long>();
        newest().ifPresent(last -> {
            var page = page(selection, BEFORE_ALL, last);
            while (!page.isEmpty()) {
                through(page, work).forEach(result -> results.merge(result, 1L, Long::sum));
                page = page(selection, page.get(page.size() - 1).delivery(), last);
            }
        });
        return results;
    }

    private Optional<UUID> newest() {
        List<?> newest = entityManager.createNativeQuery(NEWEST).getResultList();
        return newest.stream().map(UUID.class::cast).findFirst();
    }

    private List<Place> page(Selection selection, UUID after, UUID last) {
        List<?> rows = selection.in(entityManager, NEXT, after, last).getResultList();
        return rows.stream().map(Place::of).toList();
    }

    private <R> List<R> through(List<Place> page, Function<Delivery, R> work) {
        var results = new ArrayList<R>();
        var byLane = page.stream()
                .collect(Collectors.groupingBy(
                        Place::lane, TreeMap::new, Collectors.mapping(Place::delivery, Collectors.toList())));
        byLane.forEach((lane, ids) -> {
            for (int from = 0; from < ids.size(); from += MOST) {
                var some = ids.subList(from, Math.min(from + MOST, ids.size()));
                results.addAll(lanes.holding(lane, () -> on(some, work)));
            }
        });
        return results;
    }

    private <R> List<R> on(List<UUID> ids, Function<Delivery, R> work) {
        return entityManager
                .createNamedQuery(Delivery.ALL_OF, Delivery.class)
                .setParameter("ids", ids)
                .getResultStream()
                .sorted(Comparator.comparing(Delivery::id))
                .map(work)
                .toList();
    }
}
