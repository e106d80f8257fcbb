package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.settings.KeepFor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Deletes what is older than it is kept for. Once a day a round goes through the bodies by their ids, which tell their age, in
 * transactions so short that nobody feels them; how far it has come is in the database, so that any node goes on where another
 * ended.
 */
@ApplicationScoped
public class Retention {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST = 50;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String LOCK = "select id from retention where id = 1 for update";
    private static final String ROUND = "select due_at, looked_up_to, bodies from retention where id = 1";
    private static final String GO_ON = "update retention set looked_up_to = ?1, bodies = ?2 where id = 1";
    private static final String END = "update retention set due_at = ?1, looked_up_to = ?2, bodies = 0 where id = 1";
    private static final String BEGIN = "update retention set due_at = ?1 where id = 1 and due_at > ?1";

    private static final String FINISHED = "d.state in ('PROCESSED', 'DUPLICATE', 'DISCARDED', 'QUARANTINED')";

    private static final String NEXT = "select b.id, d.state from delivery_body b join delivery d on d.id = b.id "
            + "where b.id > ?1 and b.id < ?2 and " + FINISHED + " order by b.id limit " + MOST;

    private static final String COUNT =
            "select count(*) from delivery_body b join delivery d on d.id = b.id where b.id < ?1 and d.state in ";

    /** Whoever replays one of them just now has it locked: it is not taken away. */
    private static final String LOCK_FINISHED =
            "select d.id from delivery d where d.id in ({ids}) and " + FINISHED + " for update skip locked";

    /** What {@link Delivery#expire} does, of many at once. */
    private static final String EXPIRE = """
            update delivery set remote_address = '', headers = '', content_type = null, content_encoding = null, unexpected = null
            where id in ({ids})""";

    private static final String DELETE = "delete from delivery_body where id in ({ids})";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Transactions transactions;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * How much is older than it is kept for.
     *
     * @param bodies of notifications that were told, repeated others or were discarded
     * @param quarantined bodies that could not be read
     * @param audit entries of the audit
     */
    public record Due(long bodies, long quarantined, long audit) {}

    private record Round(Instant dueAt, UUID lookedUpTo, long bodies) {}

    /** What would go now. */
    public Due due(KeepFor keepFor) {
        var now = clock.instant();
        return new Due(
                count(keepFor.bodies(), now, "('PROCESSED', 'DUPLICATE', 'DISCARDED')"),
                count(keepFor.quarantined(), now, "('QUARANTINED')"),
                KeepFor.limit(keepFor.audit(), now)
                        .map(limit -> number("select count(*) from audit where id < ?1", Ids.before(limit)))
                        .orElse(0L));
    }

    private long count(int days, Instant now, String states) {
        return KeepFor.limit(days, now)
                .map(limit -> number(COUNT + states, Ids.before(limit)))
                .orElse(0L);
    }

    private long number(String query, UUID before) {
        return ((Number) entityManager
                        .createNativeQuery(query)
                        .setParameter(1, before)
                        .getSingleResult())
                .longValue();
    }

    /** Deletes all of it now, also where today's round is over. */
    public Due now(KeepFor keepFor) {
        var due = due(keepFor);
        transactions.run(() -> entityManager
                .createNativeQuery(BEGIN)
                .setParameter(1, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate());
        while (transactions.run(() -> step(keepFor, LOCK))) {
            // a step is a transaction
        }
        return due;
    }

    /**
     * Does a little of the round, if one is due and no other node is at it just now.
     *
     * @return whether there is more to do
     */
    public boolean step(KeepFor keepFor) {
        return transactions.run(() -> step(keepFor, LOCK + " skip locked"));
    }

    private boolean step(KeepFor keepFor, String lock) {
        if (entityManager.createNativeQuery(lock).getResultList().isEmpty()) {
            return false;
        }
        var now = clock.instant();
        var round = round();
        if (round.dueAt.isAfter(now)) {
            return false;
        }
        var limits = limits(keepFor, now);
        var page = page(round.lookedUpTo, limits);
        var ids = page.keySet().stream().filter(id -> isOld(id, page, limits)).toList();
        long bodies = round.bodies + delete(ids);
        if (page.size() < MOST) {
            end(keepFor, now, bodies);
            return false;
        }
        var last = page.keySet().stream().reduce((one, other) -> other).orElseThrow();
        entityManager
                .createNativeQuery(GO_ON)
                .setParameter(1, last)
                .setParameter(2, bodies)
                .executeUpdate();
        return true;
    }

    private Round round() {
        var row = (Object[]) entityManager.createNativeQuery(ROUND).getSingleResult();
        return new Round(Columns.instant(row[0]), (UUID) row[1], ((Number) row[2]).longValue());
    }

    /** Of each state, the id before which bodies are too old; none where they are kept for ever. */
    private static Map<State, UUID> limits(KeepFor keepFor, Instant now) {
        var limits = new EnumMap<State, UUID>(State.class);
        KeepFor.limit(keepFor.bodies(), now).map(Ids::before).ifPresent(limit -> {
            limits.put(State.PROCESSED, limit);
            limits.put(State.DUPLICATE, limit);
            limits.put(State.DISCARDED, limit);
        });
        KeepFor.limit(keepFor.quarantined(), now)
                .map(Ids::before)
                .ifPresent(limit -> limits.put(State.QUARANTINED, limit));
        return limits;
    }

    private Map<UUID, State> page(UUID after, Map<State, UUID> limits) {
        var page = new LinkedHashMap<UUID, State>();
        limits.values().stream().max(UUID::compareTo).ifPresent(newest -> {
            List<?> rows = entityManager
                    .createNativeQuery(NEXT)
                    .setParameter(1, after)
                    .setParameter(2, newest)
                    .getResultList();
            rows.stream()
                    .map(Object[].class::cast)
                    .forEach(row -> page.put((UUID) row[0], State.valueOf((String) row[1])));
        });
        return page;
    }

    private static boolean isOld(UUID id, Map<UUID, State> page, Map<State, UUID> limits) {
        return Optional.ofNullable(limits.get(page.get(id)))
                .filter(limit -> id.compareTo(limit) < 0)
                .isPresent();
    }

    private int delete(List<UUID> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        var locked = Columns.ids(query(LOCK_FINISHED, ids).getResultList());
        if (locked.isEmpty()) {
            return 0;
        }
        query(EXPIRE, locked).executeUpdate();
        query(DELETE, locked).executeUpdate();
        return locked.size();
    }

    private Query query(String statement, List<UUID> ids) {
        var query = entityManager.createNativeQuery(
                statement.replace("{ids}", String.join(", ", Collections.nCopies(ids.size(), "?"))));
        for (int i = 0; i < ids.size(); i++) {
            query.setParameter(i + 1, ids.get(i));
        }
        return query;
    }

    private void end(KeepFor keepFor, Instant now, long bodies) {
        int entries = KeepFor.limit(keepFor.audit(), now)
                .map(limit -> entityManager
                        .createNativeQuery("delete from audit where id < ?1")
                        .setParameter(1, Ids.before(limit))
                        .executeUpdate())
                .orElse(0);
        entityManager
                .createNativeQuery(END)
                .setParameter(1, now.plus(DAY).atOffset(ZoneOffset.UTC))
                .setParameter(2, BEFORE_ALL)
                .executeUpdate();
        audit.note("retain", keepFor.toString(), bodies + " bodies and " + entries + " entries of the audit deleted");
    }
}
