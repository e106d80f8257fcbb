package dev.kartrainbox;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The application's database, as an operator sees it from outside while the server runs. */
public record Database(String url, String user, String password) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Of the server that Arquillian runs. */
    public static Database underTest() {
        return isPostgresql() ? postgresql("postgres") : h2(Path.of(System.getProperty("kartra.it.data")));
    }

    /** Of a server of a test's own; on PostgreSQL a fresh database of this name. */
    public static Database named(String name, Path serverData) {
        if (!isPostgresql()) {
            return h2(serverData);
        }
        postgresql("postgres").executes("create database " + name);
        return postgresql(name);
    }

    public static boolean isPostgresql() {
        return "postgresql".equals(System.getProperty("kartra.it.database"));
    }

    /** What makes a server use it. */
    public Map<String, String> settings() {
        return isPostgresql()
                ? Map.of(
                        "KARTRA_INBOX_DB_DRIVER",
                        "postgresql",
                        "KARTRA_INBOX_DB_URL",
                        url,
                        "KARTRA_INBOX_DB_USER",
                        user)
                : Map.of();
    }

    /** All rows, columns joined by a bar, null as a dash. */
    public List<String> rows(String query) {
        try (var connection = DriverManager.getConnection(url, user, password);
                var select = connection.createStatement();
                var row = select.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (row.next()) {
                var columns = new ArrayList<String>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    var value = row.getObject(i);
                    columns.add(value == null ? "-" : row.getString(i));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes in the first column of the first row. */
    public byte[] bytes(String query) {
        try (var connection = DriverManager.getConnection(url, user, password);
                var select = connection.createStatement();
                var row = select.executeQuery(query)) {
            row.next();
            return row.getBytes(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String query) {
        return Long.parseLong(rows(query).get(0));
    }

    public void executes(String statement) {
        try (var connection = DriverManager.getConnection(url, user, password);
                var execute = connection.createStatement()) {
            execute.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns once the query counts this many. */
    public void awaitCount(long expected, String query) {
        awaitCount(expected, query, LIMIT);
    }

    /** Returns once the query counts this many, if that is within the limit. */
    public void awaitCount(long expected, String query, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long count = count(query); count != expected; count = count(query)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%d instead of %d: %s".formatted(count, expected, query));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Returns once the delivery has this state. */
    public void awaitState(String state, String deliveryId) {
        awaitCount(1, "select count(*) from inbox where id = '%s' and state = '%s'".formatted(deliveryId, state));
    }

    private static Database h2(Path serverData) {
        return new Database(
                "jdbc:h2:" + serverData.resolve("kartra-inbox/inbox").toAbsolutePath() + ";AUTO_SERVER=TRUE",
                "sa",
                "sa");
    }

    private static Database postgresql(String name) {
        return new Database(System.getProperty("kartra.it.postgresql") + name, "postgres", "postgres");
    }
}
