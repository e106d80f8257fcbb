package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.kartrainbox.extension.Sleeper;
import dev.kartrainbox.extension.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * Whether Kartra waits for slow observers, or for clients that trickle. What the machine does besides makes single windows slower,
 * never faster; waiting would be felt in each of them. So they alternate, and the quietest of each kind are compared.
 */
class SlowIT {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final int PER_SECOND = 100;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final int TRICKLING = 64;
    private static final Duration MARGIN = Duration.ofMillis(50);

    /** As in life: other tests' servers do without the second. */
    private static final String ALL_COMPILERS = "-XX:TieredStopAtLevel=4";

    @Test
    void neitherSlowObserversNorTricklingClientsSlowTheAnswerDown() throws Exception {
        var settings = new HashMap<String, String>();
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("slow", null).settings());
        }
        try (var server = ServerProcess.named("slow", Wars.extended(Sleeper.class), settings)
                .withJavaOption(ALL_COMPILERS)) {
            server.start().awaitReady(READY);
            var database = Database.isPostgresql()
                    ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                    : Database.named("slow", server.data());
            database.executes(Witness.TABLE);
            var undisturbed = new ArrayList<Duration>();
            var withSlowObserver = new ArrayList<Duration>();
            var withTricklingClients = new ArrayList<Duration>();
            percentile(server, WARM_UP);

            for (int round = 0; round < ROUNDS; round++) {
                undisturbed.add(percentile(server, WINDOW));
                try (var trickle = new Trickle(server.url(), TRICKLING)) {
                    withTricklingClients.add(percentile(server, WINDOW));
                    assertThat(trickle.clients()).isEqualTo(TRICKLING);
                }
                withSlowObserver.add(whileItSleeps(server, database));
                database.awaitCount(0, "select count(*) from queue");
            }

            System.out.printf(
                    Locale.ROOT,
                    "p99 of the answer at %d requests/s on %s: undisturbed %s ms, with an observer that takes 2 s %s ms, with %d trickling clients %s ms%n",
                    PER_SECOND,
                    System.getProperty("kartra.it.database"),
                    millis(undisturbed),
                    millis(withSlowObserver),
                    TRICKLING,
                    millis(withTricklingClients));
            assertAll(
                    () -> assertThat(Collections.min(withSlowObserver))
                            .isLessThan(limit(Collections.min(undisturbed), 1.5)),
                    () -> assertThat(Collections.min(withTricklingClients))
                            .isLessThan(limit(Collections.min(undisturbed), 2)));
        }
    }

    private static Duration whileItSleeps(ServerProcess server, Database database) throws IOException {
        Path asleep = Files.createFile(Sleeper.switchIn(server.data()));
        try {
            var took = percentile(server, WINDOW);
            assertThat(database.count("select count(*) from queue")) // or it did not sleep
                    .isGreaterThan(PER_SECOND * WINDOW.toSeconds() / 2);
            return took;
        } finally {
            Files.delete(asleep);
        }
    }

    /** What 99 of 100 answers took at most. */
    private static Duration percentile(ServerProcess server, Duration window) {
        var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
        long end = System.nanoTime() + window.toNanos();
        Await.until(() -> System.nanoTime() > end);
        load.stop();
        assertThat(load.answers()).allMatch(answer -> answer.status() == 200);
        var took = new Histogram(3);
        load.answers().forEach(answer -> took.recordValue(answer.took().toNanos()));
        return Duration.ofNanos(took.getValueAtPercentile(99));
    }

    private static Duration limit(Duration undisturbed, double factor) {
        var times = Duration.ofNanos((long) (undisturbed.toNanos() * factor));
        var more = undisturbed.plus(MARGIN);
        return times.compareTo(more) > 0 ? times : more;
    }

    private static String millis(List<Duration> windows) {
        return windows.stream().map(Duration::toMillis).sorted().toList().toString();
    }
}
