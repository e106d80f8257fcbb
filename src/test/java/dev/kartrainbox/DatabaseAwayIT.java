package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What happens to notifications while PostgreSQL is away. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class DatabaseAwayIT {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("kartra.it.outage-seconds", 10));
    private static final int PER_SECOND = 200;

    /** Processing what came meanwhile may take longer than it took to come. */
    private static final Duration CATCHING_UP = OUTAGE.multipliedBy(3).plusSeconds(60);

    /** What the first request may take that the database does not answer. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(2);

    /** Two busy cores; the promise itself is held by unit tests. */
    private static final Duration MARGIN = Duration.ofMillis(1500);

    private static final String TURNED = "from now on notifications are kept in the journal";
    private static final String PROCESSED = "select count(*) from delivery where state = 'PROCESSED'";
    private static final String BACK = "Notifications are kept in the database again";

    @Test
    void keepsWhileItIsStopped() throws Exception {
        try (var postgresql = PostgreSql.named("stopped").start();
                var server = server("stopped", postgresql.port())) {
            server.start().awaitReady(READY);
            postgresql.database().executes(Witness.TABLE);

            var load = loadDuring(server, postgresql::stop, postgresql::start);

            assertThatNothingIsMissing(load, postgresql.database());
            assertThat(load.longest()).isLessThan(FIRST_ANSWER.plus(MARGIN));
            assertThatItWasToldOnce(server, TURNED);
            assertThatItWasToldOnce(server, BACK);
            assertThatNoJournalIsLeft(server);
            report("stopped", load);
        }
    }

    /** Whoever looked after it before goes on to, and is told what is the matter. */
    @Test
    void tellsInTheConsoleThatItIsAway() throws Exception {
        var password = Map.of("KARTRA_INBOX_ADMIN_PASSWORD", ConsoleServer.PASSWORD);
        try (var postgresql = PostgreSql.named("console_away").start();
                var server = server("console-away", postgresql.port(), password)) {
            server.start().awaitReady(READY);
            var operator = new ConsoleClient(server.url());
            operator.signsIn(ConsoleServer.ADMIN);
            assertThat(operator.get("/console/deliveries").statusCode()).isEqualTo(200);

            postgresql.stop();

            Await.until(() -> operator.get("/console/overview").body().contains("The database cannot be reached."));
            assertThat(operator.get("/console/deliveries").headers().firstValue("Location"))
                    .contains("/kartra-inbox/console/problem?what=away");
            assertThat(operator.get("/console/problem?what=away").body()).contains("nothing is lost");
            assertThat(new ConsoleClient(server.url())
                            .signsIn(ConsoleServer.ADMIN)
                            .body())
                    .contains("The database cannot be asked who you are.");

            postgresql.start();

            Await.until(() -> operator.get("/console/deliveries").statusCode() == 200);
        }
    }

    @Test
    void keepsWhileItIsFrozen() throws Exception {
        try (var postgresql = PostgreSql.named("frozen").start();
                var server = server("frozen", postgresql.port())) {
            server.start().awaitReady(READY);
            postgresql.database().executes(Witness.TABLE);

            var load = loadDuring(server, postgresql::freeze, postgresql::thaw);

            assertThatNothingIsMissing(load, postgresql.database());
            assertThat(load.longest()).isBetween(Duration.ofSeconds(1), FIRST_ANSWER.plus(MARGIN));
            assertThatItWasToldOnce(server, TURNED);
            assertThatNoJournalIsLeft(server);
            report("frozen", load);
        }
    }

    @Test
    void keepsOnceWhatWasCommittedThoughTheAnswerWasCut() throws Exception {
        try (var postgresql = PostgreSql.named("cut").start();
                var proxy = new CuttingProxy(postgresql.port());
                var server = server("cut", proxy.port())) {
            server.start().awaitReady(READY);
            postgresql.database().executes(Witness.TABLE);
            var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
            Await.until(() -> load.answers().size() > 100);

            for (int round = 1; round <= 3; round++) {
                int cuts = 2 * round;
                int before = proxy.done();
                proxy.cuts(cuts); // of a keep, and of the sweep that comes after it
                Await.until(() -> proxy.done() == before + cuts);
                int outages = round;
                Await.until(() -> times(server, BACK) == outages);
            }
            load.stop();

            assertThatNothingIsMissing(load, postgresql.database());
            assertThat(postgresql.database().count("select count(*) from delivery"))
                    .isEqualTo(load.answers().size());
            System.out.printf("cut %d commits off their answers%n", proxy.done());
            report("cut", load);
        }
    }

    @Test
    void losesNothingThatWasConfirmedWhenTheServerIsKilledMeanwhile() throws Exception {
        try (var postgresql = PostgreSql.named("killed-meanwhile").start();
                var server = server("killed-meanwhile", postgresql.port())) {
            server.start().awaitReady(READY);
            postgresql.database().executes(Witness.TABLE);
            var acknowledged = new HashSet<String>();
            try (var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND)) {
                Await.until(() -> load.answers().size() > 100);
                postgresql.stop();
                int before = load.answers().size();
                Await.until(() -> load.acknowledged().size() > before + 500);

                server.kill();
                acknowledged.addAll(load.stop().acknowledged());
            }
            var torn = tear(server);
            server.start().awaitReady(READY);
            var again = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
            Await.until(() -> again.answers().size() > 200);
            acknowledged.addAll(again.stop().acknowledged());
            server.stop();
            server.start().awaitReady(READY);
            postgresql.start();
            Await.until(() -> server.console().contains(BACK));

            assertThat(again.answers()).allMatch(answer -> answer.status() == 200);
            postgresql.database().awaitCount(0, "select count(*) from queue");
            assertThat(processed(postgresql.database())).containsAll(acknowledged);
            assertThatNothingHappenedTwice(postgresql.database());
            assertThatNothingOvertook(postgresql.database());
            Await.until(
                    () -> server.console().contains(torn.getFileName() + " ends in 13 bytes that are no whole record"));
            assertThat(journal(server))
                    .singleElement()
                    .satisfies(file -> assertThat(file)
                            .hasFileName(torn.getFileName() + ".torn")
                            .hasSize(13));
            System.out.printf("killed while PostgreSQL was stopped: %d acknowledged, 0 missing%n", acknowledged.size());
        }
    }

    @Test
    void startsBeforeItDoes() throws Exception {
        try (var postgresql = PostgreSql.named("late");
                var server = server("late", postgresql.port())) {
            server.start().awaitReady(READY);
            var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
            Await.until(() -> load.answers().size() > 500);

            postgresql.start();

            Await.until(() -> server.console().contains(BACK));
            postgresql.database().executes(Witness.TABLE);
            int answered = load.answers().size();
            Await.until(() -> load.answers().size() > answered + 100);
            load.stop();
            assertThatNothingIsMissing(load, postgresql.database());
            Await.until(() -> server.console().contains("Observers of Kartra's events"));
            report("started before PostgreSQL", load);
        }
    }

    @Test
    void startsWhileItIsFrozen() throws Exception {
        try (var postgresql = PostgreSql.named("frozen-at-start").start();
                var server = server("frozen-at-start", postgresql.port())) {
            postgresql.freeze();
            server.start().awaitReady(READY);
            var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
            Await.until(() -> load.answers().size() > 300);

            postgresql.thaw();

            Await.until(() -> server.console().contains(BACK));
            postgresql.database().executes(Witness.TABLE);
            load.stop();
            assertThatNothingIsMissing(load, postgresql.database());
            report("started while PostgreSQL was frozen", load);
        }
    }

    /** While PostgreSQL is away, the journal's disk is full; then there is room again. */
    @Test
    void confirmsNothingThatAFullDiskDidNotTake() throws Exception {
        try (var disk = SmallDisk.ofMebibytes("full", 8);
                var postgresql = PostgreSql.named("full").start()) {
            var settings = Map.of(
                    "KARTRA_INBOX_JOURNAL_DIR",
                    disk.directory().resolve("journal").toString(),
                    "KARTRA_INBOX_DISK_FLOOR",
                    "0"); // so that the disk itself is what fails
            try (var server = server("full", postgresql.port(), settings)) {
                server.start().awaitReady(READY);
                postgresql.database().executes(Witness.TABLE);
                postgresql.stop();
                var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
                Await.until(() -> load.acknowledged().size() > 100);

                var filler = disk.fill();
                Await.until(() -> load.answers().stream().anyMatch(answer -> answer.status() == 503));
                int refused = load.answers().size();
                Await.until(() -> load.answers().size() > refused + 200);
                Files.delete(filler);
                int before = load.acknowledged().size();
                Await.until(() -> load.acknowledged().size() > before + 100);
                postgresql.start();
                Await.until(() -> server.console().contains(BACK));
                load.stop();

                assertThat(load.answers()).allMatch(answer -> answer.status() == 200 || answer.status() == 503);
                postgresql.database().awaitCount(0, "select count(*) from queue");
                assertThat(processed(postgresql.database())).containsAll(load.acknowledged());
                assertThatNothingHappenedTwice(postgresql.database());
                assertThat(disk.directory().resolve("journal")).isEmptyDirectory();
                assertThatItWasToldOnce(server, "could not be kept and were answered with 503");
                report(
                        "on a full disk, "
                                + (load.answers().size() - load.acknowledged().size()) + " refused",
                        load);
            }
        }
    }

    private static ServerProcess server(String name, int databasePort) {
        return server(name, databasePort, Map.of());
    }

    private static ServerProcess server(String name, int databasePort, Map<String, String> more) {
        var settings = new HashMap<>(PostgreSql.settings(databasePort));
        settings.put("KARTRA_INBOX_RETRY_DELAY", "0.3");
        settings.putAll(more);
        return ServerProcess.named(name, Wars.extended(), settings);
    }

    /** A steady load from before the database goes until after it is back. */
    private static SteadyLoad loadDuring(ServerProcess server, Runnable away, Runnable back) {
        var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
        Await.until(() -> load.answers().size() > 2 * PER_SECOND);
        away.run();
        long end = System.nanoTime() + OUTAGE.toNanos();
        Await.until(() -> System.nanoTime() > end, OUTAGE.plusSeconds(10));
        back.run();
        Await.until(() -> server.console().contains(BACK));
        int answered = load.answers().size();
        Await.until(() -> load.answers().size() > answered + PER_SECOND);
        return load.stop();
    }

    private static void assertThatNothingIsMissing(SteadyLoad load, Database database) {
        assertThat(load.answers()).isNotEmpty().allMatch(answer -> answer.status() == 200);
        database.awaitCount(load.answers().size(), PROCESSED, CATCHING_UP);
        assertThat(processed(database)).containsExactlyInAnyOrderElementsOf(load.acknowledged());
        assertThatNothingHappenedTwice(database);
        assertThatNothingOvertook(database);
    }

    private static List<String> processed(Database database) {
        return database.rows("select id from delivery where state = 'PROCESSED'");
    }

    private static void assertThatNothingHappenedTwice(Database database) {
        assertThat(database.rows("select delivery_id from witness group by delivery_id having count(*) > 1"))
                .isEmpty();
    }

    private static void assertThatNothingOvertook(Database database) {
        assertThat(
                        database.rows(
                                "select delivery_id from (select delivery_id, lag(delivery_id) over (partition by lead_id order by no) as before from witness) told where before > delivery_id"))
                .isEmpty();
    }

    private static void assertThatItWasToldOnce(ServerProcess server, String line) {
        assertThat(times(server, line)).isEqualTo(1);
    }

    private static long times(ServerProcess server, String line) {
        return Pattern.compile(Pattern.quote(line))
                .matcher(server.console())
                .results()
                .count();
    }

    private static void assertThatNoJournalIsLeft(ServerProcess server) throws IOException {
        assertThat(journal(server)).isEmpty();
    }

    private static List<Path> journal(ServerProcess server) throws IOException {
        var directory = server.data().resolve("kartra-inbox/journal");
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** As if the server had been killed in the middle of a record. */
    private static Path tear(ServerProcess server) throws IOException {
        var segments = new ArrayList<>(journal(server));
        var last = segments.get(segments.size() - 1);
        Files.write(last, new byte[] {0, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, StandardOpenOption.APPEND);
        return last;
    }

    private static void report(String how, SteadyLoad load) {
        System.out.printf(
                "%s: %d requests, longest answer %d ms%n",
                how, load.answers().size(), load.longest().toMillis());
    }
}
