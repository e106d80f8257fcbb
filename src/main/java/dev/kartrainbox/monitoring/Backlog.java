package dev.kartrainbox.monitoring;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/** How much is still to be processed, told at the same small cost however much it is. */
@ApplicationScoped
public class Backlog {

    /** Counted up to here. */
    static final int MOST = 10_000;

    private static final String OLDEST =
            "select count(*), min(due_at) from (select due_at from queue order by delivery_id limit " + MOST
                    + ") oldest";

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource dataSource;

    @Inject
    Clock clock;

    /**
     * What waits.
     *
     * @param deliveries how many, up to {@link #MOST}
     * @param more whether there may be more than that
     * @param overdue for how long the first of them could have been processed already; zero if none is due
     */
    public record Waiting(int deliveries, boolean more, Duration overdue) {}

    Waiting look() throws SQLException {
        return BriefQuery.ask(dataSource, OLDEST, row -> {
            row.next();
            int deliveries = row.getInt(1);
            var due = Optional.ofNullable(row.getObject(2, OffsetDateTime.class));
            return new Waiting(
                    deliveries,
                    deliveries == MOST,
                    due.map(OffsetDateTime::toInstant)
                            .map(since -> Duration.between(since, clock.instant()))
                            .filter(overdue -> !overdue.isNegative())
                            .orElse(Duration.ZERO));
        });
    }
}
