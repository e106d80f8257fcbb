package dev.kartrainbox.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A query that gives up soon: what it would tell is not worth more of the database. */
final class BriefQuery {

    private static final int TIMEOUT_SECONDS = 2;

    private BriefQuery() {}

    /** Reads all rows. */
    interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    static <T> T ask(DataSource dataSource, String query, Reading<T> reading) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.createStatement()) {
            select.setQueryTimeout(TIMEOUT_SECONDS);
            try (var rows = select.executeQuery(query)) {
                return reading.of(rows);
            }
        }
    }
}
