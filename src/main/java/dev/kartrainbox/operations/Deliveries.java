package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.DeliveryBody;
import dev.kartrainbox.inbox.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks into the inbox. */
@ApplicationScoped
public class Deliveries {

    private static final String TASKS = """
            select t.observer, t.state, t.attempts, t.due_at, t.last_error from observer_task t
            where t.delivery_id = ? order by t.priority, t.observer""";

    /** A repetition has the same lead, but for a payment that came under another name of the buyer. */
    private static final String REPETITIONS = """
            select d.id from delivery d where d.set_aside = 'DUPLICATE' and d.duplicate_of = ? order by d.id desc limit 100""";

    private static final String ALL = "all";

    /** In one statement, so that it is one moment that is counted; by far the most are processed, and not looked at. */
    private static final String COUNTS = "select '" + ALL + "', count(*) from delivery union all "
            + "select d.state, count(*) from delivery d where d.state = 'RECEIVED' and " + Search.QUEUED
            + " group by d.state union all "
            + "select d.set_aside, count(*) from delivery d where " + Search.IS_SET_ASIDE + " group by d.set_aside";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /**
     * That an observer owes a delivery something.
     *
     * @param observer its name
     * @param state {@code OPEN} or {@code PARKED}
     * @param attempts how many have failed
     * @param dueAt when it is tried again
     * @param lastError why it failed; absent if it has not been tried
     */
    public record Debt(
            String observer,
            String state,
            int attempts,
            Instant dueAt,
            @Nullable String lastError) {

        private static Debt of(Object row) {
            var columns = (Object[]) row;
            return new Debt(
                    (String) columns[0],
                    (String) columns[1],
                    ((Number) columns[2]).intValue(),
                    Columns.instant(columns[3]),
                    Columns.text(columns[4]));
        }
    }

    /**
     * Some of those that are looked for, the newest first.
     *
     * @param before only older ones than this; absent to begin with the newest
     * @param most how many
     */
    public List<Delivery> search(Search search, @Nullable UUID before, int most) {
        var ids = ids(search, before, most);
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createNamedQuery(Delivery.ALL_OF, Delivery.class)
                        .setParameter("ids", ids)
                        .getResultStream()
                        .sorted(Comparator.comparing(Delivery::id).reversed())
                        .toList();
    }

    private List<UUID> ids(Search search, @Nullable UUID before, int most) {
        var statement = statement(search.alternatives(leadKeys(search)), before, most);
        var query = entityManager.createNativeQuery(statement.text());
        for (int i = 0; i < statement.values().size(); i++) {
            query.setParameter(i + 1, statement.values().get(i));
        }
        List<?> ids = query.getResultList();
        return ids.stream().map(UUID.class::cast).toList();
    }

    List<String> leadKeys(Search search) {
        List<?> keys = search.normalizedEmail().isEmpty()
                ? List.of()
                : entityManager
                        .createNativeQuery("select s.lead_key from lead_sighting s where s.email = ?")
                        .setParameter(1, search.normalizedEmail().get())
                        .getResultList();
        return keys.stream().map(String.class::cast).toList();
    }

    /** The ids that are looked for. */
    static Search.Condition statement(List<List<Search.Condition>> alternatives, @Nullable UUID before, int most) {
        var selects = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (var conditions : alternatives) {
            var where = new ArrayList<String>();
            for (var condition : conditions) {
                where.add(condition.text());
                values.addAll(condition.values());
            }
            if (before != null) {
                where.add("d.id < ?");
                values.add(before);
            }
            selects.add(
                    "select d.id from delivery d" + (where.isEmpty() ? "" : " where " + String.join(" and ", where)));
        }
        // several alternatives are few rows each, and no order within them: for that, PostgreSQL would walk through all
        // there are
        var text = selects.size() == 1
                ? selects.get(0) + " order by d.id desc limit " + most
                : "select a.id from (" + String.join(" union ", selects) + ") a order by a.id desc limit " + most;
        return new Search.Condition(text, values);
    }

    public Optional<Delivery> find(UUID id) {
        return Optional.ofNullable(entityManager.find(Delivery.class, id));
    }

    /** Its body as it came; empty where none is kept. */
    public Optional<byte[]> body(UUID id) {
        return Optional.ofNullable(bodies(List.of(id)).get(id));
    }

    /** The bodies of these, as they came. */
    public Map<UUID, byte[]> bodies(List<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : entityManager
                        .createNamedQuery(DeliveryBody.ALL_OF, DeliveryBody.class)
                        .setParameter("ids", ids)
                        .getResultStream()
                        .collect(Collectors.toMap(DeliveryBody::id, DeliveryBody::bytes));
    }

    /** What observers still owe it. */
    public List<Debt> debts(UUID id) {
        List<?> rows =
                entityManager.createNativeQuery(TASKS).setParameter(1, id).getResultList();
        return rows.stream().map(Debt::of).toList();
    }

    /** Those that are held back as repetitions of it, the newest first; a hundred at most. */
    public List<UUID> repetitions(UUID id) {
        List<?> ids = entityManager
                .createNativeQuery(REPETITIONS)
                .setParameter(1, id.toString())
                .getResultList();
        return ids.stream().map(UUID.class::cast).toList();
    }

    /** How many there are in each state. */
    public Map<State, Long> counts() {
        List<?> rows = entityManager.createNativeQuery(COUNTS).getResultList();
        var counts = new EnumMap<State, Long>(State.class);
        for (var state : State.values()) {
            counts.put(state, 0L);
        }
        long others = 0;
        for (var row : rows) {
            var columns = (Object[]) row;
            long count = ((Number) columns[1]).longValue();
            if (columns[0].equals(ALL)) {
                others += count;
            } else {
                counts.put(State.valueOf((String) columns[0]), count);
                others -= count;
            }
        }
        counts.put(State.PROCESSED, others);
        return counts;
    }

    /** What a selection is about. */
    public Overview overview(Selection selection) {
        return Overview.of(selection, entityManager);
    }
}
