package dev.kartrainbox.bench;

import dev.kartrainbox.Database;
import dev.kartrainbox.PostgreSql;
import dev.kartrainbox.Sender;
import dev.kartrainbox.ServerProcess;
import dev.kartrainbox.Wars;
import dev.kartrainbox.simulator.FrontDoor;
import dev.kartrainbox.simulator.NotReachedException;
import dev.kartrainbox.simulator.Outgoing;
import dev.kartrainbox.simulator.Pace;
import dev.kartrainbox.simulator.Senders;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A database of its own and a server on it. */
final class Rig implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration DRAIN = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Pattern COMPILATION = Pattern.compile("(?m)^\\s*\\d+ .*\\(\\d+ bytes\\)$");
    private static final AtomicInteger STARTS = new AtomicInteger();

    private final ServerProcess server;
    private final Database database;

    private Rig(ServerProcess server, Database database) {
        this.server = server;
        this.database = database;
    }

    /** On this PostgreSQL, which runs, with so many workers: none keeps, and processes nothing. */
    static Rig on(PostgreSql postgresql, int workers) {
        return new Rig(started(server(PostgreSql.settings(postgresql.port()), workers)), postgresql.database());
    }

    /** On an H2 of its own. */
    static Rig onH2(int workers) {
        var server = started(server(Map.of(), workers));
        return new Rig(server, Database.named("benchmark", server.data()));
    }

    /** Leaves none behind that does not get ready. */
    private static ServerProcess started(ServerProcess server) {
        try {
            return server.start().awaitReady(READY);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** With both of the JVM's compilers, and the heap that all servers of tests have. */
    static ServerProcess server(Map<String, String> databaseSettings, int workers) {
        var settings = new HashMap<>(databaseSettings);
        settings.put("KARTRA_INBOX_WORKERS", String.valueOf(workers));
        return ServerProcess.named("benchmark-" + STARTS.incrementAndGet(), Wars.built(), settings)
                .withJavaOption("-XX:TieredStopAtLevel=4");
    }

    Database database() {
        return database;
    }

    ServerProcess server() {
        return server;
    }

    /** Where Kartra posts to. */
    String url() {
        return server.url() + "/outbound/" + Sender.KEY;
    }

    /** How many deliveries wait to be processed. */
    long waiting() {
        return database.count("select count(*) from queue");
    }

    /** Asks over one connection, and for one delivery only: connections and counts would slow down what is measured. */
    void awaitNothingWaiting() {
        long end = System.nanoTime() + DRAIN.toNanos();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var any = connection.prepareStatement("select 1 from queue limit 1")) {
            while (any.executeQuery().next()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(waiting() + " still wait after " + DRAIN);
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What waits is never processed: it would take another hour. */
    void leaveWaitingBehind() {
        database.executes("truncate table queue");
    }

    /** Returns once the server's compilers have nothing to do, or the time is over. */
    void letItCompile(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end
                && COMPILATION.matcher(server.jcmd("Compiler.queue")).find()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Has all of them kept, those of one lead in their order. */
    void keep(List<Outgoing> notifications) {
        try {
            new Senders(FrontDoor.nearby(URI.create(url())), 16, Pace.UNLIMITED)
                    .send(notifications.iterator(), answer -> {
                        if (answer.status() != 200) {
                            throw new IllegalStateException("answered with " + answer.status());
                        }
                    });
        } catch (NotReachedException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Deliveries a second, from a standing start to the last one. While these are kept, their lanes are held by somebody else,
     * so that nobody processes any.
     */
    double dispatch(List<Outgoing> notifications) {
        long begin;
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            connection.setAutoCommit(false);
            try (var lanes = connection.createStatement()) {
                lanes.executeQuery("select id from lane for update").close();
            }
            keep(notifications);
            begin = System.nanoTime();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        awaitNothingWaiting();
        return notifications.size() / ((System.nanoTime() - begin) / 1e9);
    }

    @Override
    public void close() {
        server.close();
    }
}
