package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What was unexpected in notifications, summed up. */
@ApplicationScoped
public class DriftReport {

    private static final String LINES = """
            select d.kind, d.action, d.path, d.deliveries, d.first_seen_at, d.last_seen_at, d.delivery_id
            from drift d order by d.last_seen_at desc, d.action, d.path limit ?""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /**
     * Something that was unexpected.
     *
     * @param kind what was unusual, such as {@code UNKNOWN_KEY}
     * @param path where, for example {@code lead.score}
     * @param deliveries in how many
     * @param example the newest of them
     */
    public record Line(
            String kind,
            String action,
            String path,
            long deliveries,
            Instant firstSeenAt,
            Instant lastSeenAt,
            UUID example) {

        private static Line of(Object row) {
            var columns = (Object[]) row;
            return new Line(
                    (String) columns[0],
                    (String) columns[1],
                    (String) columns[2],
                    ((Number) columns[3]).longValue(),
                    Columns.instant(columns[4]),
                    Columns.instant(columns[5]),
                    Objects.requireNonNull(Columns.id(columns[6])));
        }
    }

    /** What was seen last comes first. */
    public List<Line> lines(int most) {
        List<?> rows =
                entityManager.createNativeQuery(LINES).setParameter(1, most).getResultList();
        return rows.stream().map(Line::of).toList();
    }
}
