package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a balancer is told while PostgreSQL stands still. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class HealthIT {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final int PROBES = 64;

    /** In MiB: no disk has so much left. */
    private static final String NO_JOURNAL = "1048576";

    @Test
    void isReadyAsLongAsSomethingKeepsAndSaysSoAtOnce() throws Exception {
        try (var postgresql = PostgreSql.named("frozen-health").start();
                var one = server("health-with-journal", postgresql.port(), "0");
                var two = server("health-without-journal", postgresql.port(), NO_JOURNAL)) {
            one.start();
            two.start();
            one.awaitReady(READY);
            two.awaitReady(READY);
            Await.until(() -> one.health("ready").body().contains("\"database\":\"UP\""));
            Await.until(() -> two.health("ready").body().contains("\"database\":\"UP\""));
            assertThat(two.health("ready").statusCode()).isEqualTo(200);
            assertThat(two.health("ready").body()).contains("\"journal\":\"DOWN\"");

            postgresql.freeze();

            Await.until(() -> two.health("ready").statusCode() == 503);
            Await.until(() -> one.health("ready").body().contains("\"backlogWaiting\":\"unknown\""));
            assertThat(one.health("ready").statusCode()).isEqualTo(200);
            assertThat(one.health("ready").body())
                    .startsWith("{\"status\":\"UP\"")
                    .contains("\"database\":\"DOWN\"", "\"journal\":\"UP\"");
            assertThatAllAreAnsweredAtOnce(one, 200);
            assertThatAllAreAnsweredAtOnce(two, 503);
            assertThat(new Sender(one.url())
                            .sends(Sender.tagAssigned(1, 1, "x"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(one.health("live").statusCode()).isEqualTo(200);
            assertThat(two.health("live").statusCode()).isEqualTo(200);

            postgresql.thaw();

            Await.until(() -> two.health("ready").statusCode() == 200);
        }
    }

    /** Each within a second, or there is an exception. */
    private static void assertThatAllAreAnsweredAtOnce(ServerProcess server, int status) throws Exception {
        var probes = Executors.newFixedThreadPool(PROBES);
        try {
            var answers = IntStream.range(0, PROBES)
                    .mapToObj(i -> probes.submit(() -> server.health("ready").statusCode()))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(status);
            }
        } finally {
            probes.shutdownNow();
        }
    }

    private static ServerProcess server(String name, int databasePort, String floor) {
        var settings = new HashMap<>(PostgreSql.settings(databasePort));
        settings.put("KARTRA_INBOX_DISK_FLOOR", floor);
        settings.put("KARTRA_INBOX_NODE", "floor-" + floor);
        return ServerProcess.named(name, Wars.extended(), settings);
    }
}
