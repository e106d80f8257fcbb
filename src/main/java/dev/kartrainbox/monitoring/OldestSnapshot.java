package dev.kartrainbox.monitoring;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * How old the oldest transaction of the database is. What a queue deletes is cleared away only when nobody can see it any more: one
 * transaction that somebody left open makes the inbox slower by the hour.
 */
@ApplicationScoped
public class OldestSnapshot {

    /** Of other users' sessions, only who is a member of {@code pg_read_all_stats} sees this. */
    private static final String AGE = """
            select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0)
            from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and (backend_xmin is not null or backend_xid is not null)""";

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource dataSource;

    /** Zero where there is none; empty where the database is not PostgreSQL. */
    Optional<Duration> look() throws SQLException {
        if (!isPostgresql()) {
            return Optional.empty();
        }
        return Optional.of(BriefQuery.ask(dataSource, AGE, row -> {
            row.next();
            return Duration.ofMillis(Math.round(row.getDouble(1) * 1000));
        }));
    }

    private boolean isPostgresql() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        }
    }
}
