package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Hanging;
import dev.kartrainbox.extension.Witness;
import dev.kartrainbox.inbox.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** An observer that never comes back, and one that takes the server with it. */
@Timeout(600)
class HangingIT {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final long LEAD = 1;
    private static final LongPredicate ANY_LANE = lead -> true;
    private static final LongPredicate OTHER_LANES = lead -> Lane.of("i:" + lead) != Lane.of("i:" + LEAD);

    /** Payara marks a transaction whose time is up, but leaves the rollback to the thread that hangs. */
    @Test
    @DisabledIfSystemProperty(named = "kartra.it.container", matches = "payara")
    void anObserverThatHangsHoldsUpNobodyElseAndIsParked() throws Exception {
        var settings = Map.of(
                "KARTRA_INBOX_OBSERVER_TIMEOUT", "2",
                "KARTRA_INBOX_ATTEMPTS", "3",
                "KARTRA_INBOX_RETRY_DELAY", "0.3");
        try (var trial = new Trial("hanging", settings)) {
            trial.hangs();
            var failing = trial.sends(LEAD, "hangs");
            var behind = trial.sends(LEAD, "behind it");
            trial.awaitSign();
            trial.database.awaitState("RETRYING", failing);
            trial.awaitOthers(ANY_LANE);
            trial.database.awaitState("PARKED", failing);
            trial.database.awaitState("PROCESSED", behind);

            assertThat(trial.tasksOf(failing)).isEqualTo("Hanging.on(TagAssigned)|PARKED|3");
            assertThat(trial.toldOf(failing)).isEqualTo("1|1");
            assertThat(trial.lastErrorOf(failing))
                    .startsWith(
                            "Hanging.on(TagAssigned): dev.kartrainbox.dispatch.ObserverTimedOut at dev.kartrainbox.extension.Hanging.on(");
            var hung = failing + " Hanging\\.on\\(TagAssigned\\) has not come back for 2 seconds, at "
                    + "dev\\.kartrainbox\\.extension\\.Hanging\\.on\\(";
            assertThat(trial.timesInLog(hung)).isEqualTo(3);

            trial.comesBack();
            Await.until(() -> trial.timesInLog("has come back after all") == trial.timesInLog("has not come back for"));
            trial.awaitOthers(ANY_LANE);
            assertThat(trial.toldOf(failing)).isEqualTo("1|1");
            assertThat(trial.tasksOf(failing)).isEqualTo("Hanging.on(TagAssigned)|PARKED|3");

            trial.hangs();
            var last = trial.sends(LEAD + 1, "hangs");
            Await.until(() -> trial.timesInLog(last + " Hanging.* has not come back") == 1);
            long asked = System.nanoTime();
            trial.server.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(30));
            assertThat(trial.timesInLog("is left behind with " + last + ".* in Hanging\\.on\\(TagAssigned\\)"))
                    .isPositive();
        }
    }

    /** It comes back before the server itself would roll it back, which is two seconds later. */
    @Test
    void anObserverThatComesBackTooLateIsRolledBackAndToldAgain() throws Exception {
        try (var trial = new Trial("late-back", Map.of("KARTRA_INBOX_OBSERVER_TIMEOUT", "2"))) {
            trial.hangs();
            var late = trial.sends(LEAD, "hangs");
            Await.until(() -> trial.timesInLog(late + " Hanging.* has not come back for 2 seconds") == 1);

            trial.comesBack();

            trial.database.awaitState("PROCESSED", late);
            assertThat(trial.toldOf(late)).isEqualTo("1|1");
            assertThat(trial.timesInLog("has come back after all")).isEqualTo(1);
        }
    }

    /** So its rows, and its lane with them, are free only when it comes back, or the server starts again. */
    @Test
    @EnabledIfSystemProperty(named = "kartra.it.container", matches = "payara")
    void anObserverThatHangsHoldsUpItsLaneWhereTransactionsAreNotRolledBackFromOutside() throws Exception {
        try (var trial = new Trial("hanging", Map.of("KARTRA_INBOX_OBSERVER_TIMEOUT", "2"))) {
            trial.hangs();
            var failing = trial.sends(LEAD, "hangs");
            var behind = trial.sends(LEAD, "behind it");
            trial.awaitSign();
            Await.until(() -> trial.timesInLog(failing + " Hanging.* has not come back for 2 seconds") == 1);
            trial.awaitOthers(OTHER_LANES);
            assertThat(trial.stateOf(behind)).isEqualTo("RECEIVED");

            trial.comesBack();

            trial.awaitOthers(ANY_LANE);
            trial.database.awaitState("PROCESSED", failing);
            trial.database.awaitState("PROCESSED", behind);
            assertThat(trial.toldOf(failing)).isEqualTo("1|1");
        }
    }

    /** What was in hand stands in a file, whatever the database; unit tests have it on H2. */
    @Test
    @EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
    void whatIsInHandAtThreeKillsIsParked() throws Exception {
        try (var trial = new Trial("taken-along", Map.of())) {
            trial.hangs();
            var deadly = trial.sends(LEAD, "hangs");
            for (int kill = 0; kill < 3; kill++) {
                trial.awaitSign();
                trial.awaitOthers(OTHER_LANES); // its own is free again only when it comes back
                trial.server.kill();
                trial.forgetsSign();
                trial.server.start().awaitReady(READY);
            }

            trial.database.awaitState("PARKED", deadly);

            assertThat(trial.lastErrorOf(deadly)).isEqualTo("in hand when the server died, 3 times");
            assertThat(trial.toldOf(deadly)).isEqualTo("0|0");
            trial.awaitOthers(ANY_LANE);
            assertThat(trial.database.count("select count(*) from delivery where state <> 'PROCESSED'"))
                    .isEqualTo(1);
            assertThat(Files.exists(trial.data.resolve("kartra-inbox/in-hand-at-unclean-stops")))
                    .isFalse();
        }
    }

    /** A server of its own. */
    private static final class Trial implements AutoCloseable {

        private final ServerProcess server;
        private final Database database;
        private final Sender kartra;
        private final Path data;

        Trial(String name, Map<String, String> settings) throws IOException {
            var all = new HashMap<>(settings);
            var postgresql = Database.isPostgresql() ? Database.named(name.replace('-', '_'), null) : null;
            if (postgresql != null) {
                all.putAll(postgresql.settings());
            }
            server = ServerProcess.named(name, Wars.extended(Hanging.class), all);
            data = server.data();
            database = postgresql != null ? postgresql : Database.named(name, server.data());
            Files.createDirectories(data);
            server.start().awaitReady(READY);
            database.executes(Witness.TABLE);
            kartra = new Sender(server.url());
            awaitOthers(ANY_LANE); // the first of all take long
        }

        void hangs() throws IOException {
            Files.createFile(Hanging.switchIn(data));
        }

        void comesBack() throws IOException {
            Files.delete(Hanging.switchIn(data));
        }

        void awaitSign() {
            Await.until(() -> Files.exists(Hanging.signIn(data)));
        }

        void forgetsSign() throws IOException {
            Files.delete(Hanging.signIn(data));
        }

        String sends(long lead, String tag) {
            return Sender.idIn(kartra.sends(Sender.tagAssigned(lead, 9, tag)));
        }

        /** Sends something about other leads on these lanes, and returns when it is processed. */
        void awaitOthers(LongPredicate lanes) {
            var before = processed();
            var leads = LongStream.range(1000, 1200).filter(lanes).toArray();
            LongStream.of(leads).parallel().forEach(lead -> sends(lead, "after " + before));
            database.awaitCount(before + leads.length, PROCESSED_OTHERS);
        }

        private static final String PROCESSED_OTHERS =
                "select count(*) from delivery where state = 'PROCESSED' and lead_id >= 1000";

        private long processed() {
            return database.count(PROCESSED_OTHERS);
        }

        String tasksOf(String id) {
            return database.rows("select observer, state, attempts from observer_task where delivery_id = '%s'"
                            .formatted(id))
                    .get(0);
        }

        /** How often the witness and the mirror were told of it. */
        String toldOf(String id) {
            return database.rows("""
                            select (select count(*) from witness where delivery_id = '%s'),
                                (select count(*) from timeline where delivery_id = '%s')""".formatted(id, id)).get(0);
        }

        String stateOf(String id) {
            return database.rows("select state from inbox where id = '%s'".formatted(id))
                    .get(0);
        }

        String lastErrorOf(String id) {
            return database.rows("select last_error from inbox where id = '%s'".formatted(id))
                    .get(0);
        }

        long timesInLog(String pattern) {
            return Pattern.compile(pattern).matcher(server.console()).results().count();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
