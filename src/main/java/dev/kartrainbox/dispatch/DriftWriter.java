package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.WritingTurn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Adds sums to the drift report, in one short transaction. */
@ApplicationScoped
public class DriftWriter {

    /** More than anybody reads, and a bound to what a hostile sender can make the table grow to. */
    static final int MAX_LINES = 2000;

    private static final String ADD = """
            update drift set deliveries = deliveries + ?4, delivery_id = ?7,
                first_seen_at = case when first_seen_at < ?5 then first_seen_at else ?5 end,
                last_seen_at = case when last_seen_at > ?6 then last_seen_at else ?6 end
            where action = ?1 and path = ?2 and kind = ?3""";

    private static final String INSERT = """
            insert into drift (action, path, kind, deliveries, first_seen_at, last_seen_at, delivery_id)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7)""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    WritingTurn turn;

    /** Adds them; where the report has no room for a new line, to the line of others. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void write(Map<DriftLine, DriftSum> sums) {
        var sorted = new TreeMap<DriftLine, DriftSum>(DriftLine.IN_ORDER);
        sorted.putAll(sums);
        turn.take();
        long room = MAX_LINES - lines();
        var others = new TreeMap<DriftLine, DriftSum>(DriftLine.IN_ORDER);
        for (var entry : sorted.entrySet()) {
            if (added(entry.getKey(), entry.getValue())) {
                continue;
            }
            if (room-- > 0) {
                execute(INSERT, entry.getKey(), entry.getValue());
            } else {
                others.merge(entry.getKey().amongOthers(), entry.getValue(), DriftSum::plus);
            }
        }
        others.forEach((line, sum) -> {
            if (!added(line, sum)) {
                execute(INSERT, line, sum);
            }
        });
    }

    private long lines() {
        var count = (Number)
                entityManager.createNativeQuery("select count(*) from drift").getSingleResult();
        return count.longValue();
    }

    private boolean added(DriftLine line, DriftSum sum) {
        return execute(ADD, line, sum) > 0;
    }

    private int execute(String statement, DriftLine line, DriftSum sum) {
        Query query = entityManager.createNativeQuery(statement);
        return query.setParameter(1, line.action())
                .setParameter(2, line.path())
                .setParameter(3, line.kind())
                .setParameter(4, sum.deliveries())
                .setParameter(5, sum.firstSeenAt().atOffset(ZoneOffset.UTC))
                .setParameter(6, sum.lastSeenAt().atOffset(ZoneOffset.UTC))
                .setParameter(7, sum.example())
                .executeUpdate();
    }
}
