package dev.kartrainbox.bench;

import dev.kartrainbox.PostgreSql;
import dev.kartrainbox.Sender;
import dev.kartrainbox.ServerProcess;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long it takes from the command until the first notification is kept. */
final class Start {

    private static final Duration POLL = Duration.ofMillis(10);

    private final Bench bench;

    Start(Bench bench) {
        this.bench = bench;
    }

    void measure() {
        try (var postgresql = PostgreSql.named("benchmark-start").start()) {
            Rig.on(postgresql, Bench.WORKERS).close(); // makes the tables
            bench.report.add(
                    "start",
                    "command to first 200",
                    "s",
                    new Series(bench.repeated(
                            () -> seconds(Rig.server(PostgreSql.settings(postgresql.port()), Bench.WORKERS)))));
        }
    }

    private static double seconds(ServerProcess server) {
        try (server) {
            var kartra = new Sender(server.url());
            long begin = System.nanoTime();
            server.start();
            while (!isKept(kartra)) {
                LockSupport.parkNanos(POLL.toNanos());
            }
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static boolean isKept(Sender kartra) {
        try {
            return kartra.exchange(kartra.post(Sender.KEY)
                                    .POST(BodyPublishers.ofString(Sender.tagAssigned(1, 1, "first"))))
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
