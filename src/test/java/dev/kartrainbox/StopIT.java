package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Hanging;
import dev.kartrainbox.extension.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A server that is asked to end, and an application that is taken out of a running one, both under load. */
class StopIT {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final int PER_SECOND = 200;

    /** What systemd allows by default is half as much again. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    /** How long a sender takes for the second half of a body; it has 10 s. */
    private static final Duration IN_HAND = Duration.ofSeconds(6);

    private static final String BODY = Sender.tagAssigned(7_000_001, 1, "half");
    /** H2 closes itself as soon as the process is asked to end, and the server tells of the commit that this hits. */
    private static final Pattern TRACE =
            Pattern.compile(Database.isPostgresql() ? "(?m)^(\\tat |Caused by).*$" : "(?!)");

    @Test
    void finishesWhatIsInHandAndLeavesTheRestToTheNextStart() throws Exception {
        try (var server = server("terminated")) {
            server.start().awaitReady(READY);
            var database = database("terminated", server);
            database.executes(Witness.TABLE);
            var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
            Await.until(() -> load.answers().size() > 2 * PER_SECOND);
            var half = SlowPost.to(server.url(), BODY).sends(20);

            long begin = System.nanoTime();
            server.terminate();
            Await.until(() -> server.health("ready").statusCode() == 503);
            assertThatItKeepsSayingSo(server);
            var answer = half.sendsTheRest().answer();
            server.awaitEnd();
            var took = Duration.ofNanos(System.nanoTime() - begin);
            load.stop();

            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(took).isLessThan(LONGEST_STOP);
            assertThat(load.answers())
                    .extracting(SteadyLoad.Answer::status)
                    .contains(200, 503)
                    .isSubsetOf(server.statusesWhileEnding());
            assertThatNothingIsWrongWith(server);

            server.start().awaitReady(READY);
            var acknowledged = new HashSet<>(load.acknowledgedBesides(server.emptyAnswersAtTheEnd()));
            acknowledged.add(idIn(answer));
            assertThatAllHappenedOnce(database, acknowledged);
            assertThat(server.console()).doesNotContain("that are no whole record");
            assertThatItDrains(server);
            System.out.printf(
                    "ended %d ms after SIGTERM at %d requests/s: %d acknowledged, 0 missing, 0 twice%n",
                    took.toMillis(), PER_SECOND, acknowledged.size());
        }
    }

    /** For longer than it takes to end. */
    private static void assertThatItKeepsSayingSo(ServerProcess server) {
        long end = System.nanoTime() + IN_HAND.toNanos();
        while (System.nanoTime() < end) {
            assertThat(server.health("ready").statusCode()).isEqualTo(503);
        }
    }

    private static void assertThatItDrains(ServerProcess server) throws IOException {
        Await.until(() -> server.health("ready").statusCode() == 200);
        var draining = server.data().resolve("kartra-inbox/draining");

        Files.createFile(draining);

        assertThat(server.health("ready").statusCode()).isEqualTo(503);
        assertThat(server.health("ready").body()).contains("{\"name\":\"draining\",\"status\":\"DOWN\"}");
        assertThat(server.health("live").statusCode()).isEqualTo(200);
        assertThat(new Sender(server.url()).sends(BODY).statusCode()).isEqualTo(200);
        Files.delete(draining);
        assertThat(server.health("ready").statusCode()).isEqualTo(200);
    }

    @Test
    void endsInTimeThoughAClientTricklesAndAnObserverHangs() throws Exception {
        try (var server = server("trickled", Hanging.class)) {
            server.start().awaitReady(READY);
            var database = database("trickled", server);
            database.executes(Witness.TABLE);
            var kartra = new Sender(server.url());
            var data = server.data();
            Files.createFile(Hanging.switchIn(data));
            kartra.sends(Sender.tagAssigned(8_888_888, 1, "hangs"));
            Await.until(() -> Files.exists(Hanging.signIn(data)));
            var others = Sender.idIn(kartra.sends(Sender.tagAssigned(7_000_002, 1, "x")));
            database.awaitState("PROCESSED", others);

            long begin = System.nanoTime();
            try (var trickle = new Trickle(server.url(), 4)) {
                server.terminate();
                server.awaitEnd();
                assertThat(trickle.clients()).isEqualTo(4);
            }
            var took = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(took).isLessThan(LONGEST_STOP);
            System.out.printf(
                    "ended %d ms after SIGTERM with a hanging observer and trickling clients%n", took.toMillis());
        }
    }

    @Test
    void leavesNothingBehindWhenItIsUndeployedAndGoesOnWhenDeployedAgain() throws Exception {
        try (var server = server("undeployed")) {
            server.start().awaitReady(READY);
            var database = database("undeployed", server);
            database.executes(Witness.TABLE);
            var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
            Await.until(() -> load.answers().size() > 2 * PER_SECOND);

            var half = SlowPost.to(server.url(), BODY).sends(20);
            server.undeploys();
            Await.until(() -> load.answers().stream().anyMatch(answer -> answer.status() == 404));
            var answer = half.sendsTheRest().answer();
            server.awaitUndeployed();
            load.stop();

            assertThat(answer).startsWith(server.readsOnWhileUndeploying() ? "HTTP/1.1 200 " : "HTTP/1.1 408 ");
            assertThat(threads(server)).isEmpty();
            if (Database.isPostgresql()) {
                database.awaitCount(
                        0,
                        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'");
            }
            server.deploysAgain();
            server.awaitReady(READY);

            var acknowledged = new HashSet<>(load.acknowledgedBesides(server.emptyAnswersAtTheEnd()));
            if (server.readsOnWhileUndeploying()) {
                acknowledged.add(idIn(answer));
                assertThatNothingIsWrongWith(server);
            }
            assertThatAllHappenedOnce(database, acknowledged);
            System.out.printf(
                    "undeployed at %d requests/s: %d acknowledged, 0 missing, 0 twice%n",
                    PER_SECOND, acknowledged.size());
        }
    }

    private static ServerProcess server(String name, Class<?>... more) {
        var settings = new HashMap<String, String>();
        if (Database.isPostgresql()) {
            settings.putAll(Database.named(name, null).settings());
        }
        return ServerProcess.named(name, Wars.extended(more), settings);
    }

    private static Database database(String name, ServerProcess server) {
        return Database.isPostgresql()
                ? new Database(System.getProperty("kartra.it.postgresql") + name, "postgres", "postgres")
                : Database.named(name, server.data());
    }

    private static void assertThatNothingIsWrongWith(ServerProcess server) {
        assertThat(server.errors()).isEmpty();
        assertThat(TRACE.matcher(server.consoleWithoutNoise()).results().map(MatchResult::group))
                .isEmpty();
    }

    private static void assertThatAllHappenedOnce(Database database, Set<String> acknowledged) {
        database.awaitCount(0, "select count(*) from queue");
        database.awaitCount(
                0, "select count(*) from observer_task"); // of what failed as the database went away under it
        var processed = new HashSet<>(database.rows("select id from delivery where state = 'PROCESSED'"));
        assertThat(acknowledged).hasSizeGreaterThan(2 * PER_SECOND);
        assertThat(processed).containsAll(acknowledged);
        assertThat(database.rows("select distinct state from delivery")).containsExactly("PROCESSED");
        assertThat(database.rows("select delivery_id from witness group by delivery_id having count(*) > 1"))
                .isEmpty();
        assertThat(database.count("select count(*) from witness")).isEqualTo(processed.size());
    }

    /** Of the application, in a server that runs it no more. */
    private static List<String> threads(ServerProcess server) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var dump = new ProcessBuilder(jcmd, String.valueOf(server.pid()), "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            var lines = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(lines).contains("Full thread dump");
            var names = new ArrayList<String>();
            Pattern.compile("(?m)^\"(kartra-inbox[^\"]*)\"")
                    .matcher(lines)
                    .results()
                    .forEach(found -> names.add(found.group(1)));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String idIn(String answer) {
        return Sender.idIn(answer).orElseThrow(() -> new AssertionError(answer));
    }
}
