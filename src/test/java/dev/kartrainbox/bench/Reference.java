package dev.kartrainbox.bench;

import dev.kartrainbox.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the database does by itself: the same bytes inserted by plain JDBC, with nothing around it. */
final class Reference {

    private static final String TABLE =
            "create table if not exists reference (id uuid primary key, received_at timestamp with time zone not null, body %s not null)";
    private static final String INSERT = "insert into reference (id, received_at, body) values (?, now(), ?)";

    private final Database database;
    private final List<byte[]> bodies;

    /** A table of its own in this database. */
    Reference(Database database, List<byte[]> bodies) {
        this.database = database;
        this.bodies = List.copyOf(bodies);
        database.executes(TABLE.formatted(database.url().contains(":h2:") ? "blob" : "bytea"));
    }

    /** Rows a second, where each is committed by itself; each thread has a connection of its own. */
    double singleRows(int threads, Duration time) {
        return perSecond(threads, time, 1);
    }

    /** Rows a second, where so many are committed together. */
    double batches(int threads, Duration time, int rows) {
        return perSecond(threads, time, rows);
    }

    /** Leaves no trace of it. */
    void drop() {
        database.executes("drop table reference");
    }

    private double perSecond(int threads, Duration time, int rows) {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            var inserting = new ArrayList<Future<Long>>();
            for (int i = 0; i < threads; i++) {
                inserting.add(pool.submit(inserting(end, rows)));
            }
            long inserted = 0;
            for (var one : inserting) {
                inserted += one.get();
            }
            double took = (System.nanoTime() - begin) / 1e9;
            database.executes("truncate table reference");
            return inserted / took;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Callable<Long> inserting(long end, int rows) {
        return () -> {
            try (var connection = DriverManager.getConnection(
                            database.url() + parameters(), database.user(), database.password());
                    var insert = connection.prepareStatement(INSERT)) {
                connection.setAutoCommit(rows == 1);
                long inserted = 0;
                while (System.nanoTime() < end) {
                    insert(connection, insert, rows, inserted);
                    inserted += rows;
                }
                return inserted;
            }
        };
    }

    /** As the application's own connections have it. */
    private String parameters() {
        return database.url().contains(":h2:") ? "" : "?reWriteBatchedInserts=true";
    }

    private void insert(Connection connection, PreparedStatement insert, int rows, long inserted) throws SQLException {
        for (int row = 0; row < rows; row++) {
            insert.setObject(1, UUID.randomUUID());
            insert.setBytes(2, bodies.get((int) ((inserted + row) % bodies.size())));
            if (rows == 1) {
                insert.executeUpdate();
            } else {
                insert.addBatch();
            }
        }
        if (rows > 1) {
            insert.executeBatch();
            connection.commit();
        }
    }
}
