package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Witness;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two servers on one database. H2 serves one alone. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class NodesIT {

    private static final Duration READY = Duration.ofSeconds(120);

    @Test
    void shareTheWorkAndTakeOverWhatAKilledOneLeaves() throws Exception {
        var settings = new HashMap<>(Database.named("nodes", null).settings());
        var database = new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres");
        settings.put("KARTRA_INBOX_NODE", "one");
        var one = ServerProcess.named("node-one", Wars.extended(), settings);
        settings.put("KARTRA_INBOX_NODE", "two");
        var two = ServerProcess.named("node-two", Wars.extended(), settings);
        try (one;
                two) {
            one.start(); // both at once: one of them makes the tables, the other waits for it
            two.start();
            one.awaitReady(READY);
            two.awaitReady(READY);
            database.executes(Witness.TABLE);

            countsAPurchaseOnce(one, two, database);

            var loadOfOne = new Load(new Sender(one.url()), 1000, 32, 100, 16);
            var loadOfTwo = new Load(new Sender(two.url()), 5000, 32, 1000, 16);
            var sending = new Thread(loadOfTwo::run);
            sending.start();
            var alsoSending = new Thread(loadOfOne::run);
            alsoSending.start();
            while (loadOfTwo.acknowledged().size() < 1000) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            two.kill();
            long killed = System.nanoTime();
            sending.join();
            var leftByTwo = new HashSet<>(loadOfTwo.acknowledged());
            database.awaitCount(
                    0, "select count(*) from queue q join delivery d on d.id = q.delivery_id where d.lead_id >= 5000");
            var takeover = Duration.ofNanos(System.nanoTime() - killed);
            alsoSending.join();
            database.awaitCount(0, "select count(*) from queue");

            var processed = new HashSet<>(database.rows("select id from delivery where state = 'PROCESSED'"));
            assertThat(loadOfOne.acknowledged()).hasSize(3200);
            assertThat(processed).containsAll(loadOfOne.acknowledged()).containsAll(leftByTwo);
            assertThat(database.count("select count(*) from delivery where state not in ('PROCESSED', 'DUPLICATE')"))
                    .isZero();
            assertThat(
                            database.count(
                                    "select count(*) from (select delivery_id from witness group by delivery_id having count(*) > 1) twice"))
                    .isZero();
            assertThat(database.count("select count(distinct delivery_id) from witness"))
                    .isEqualTo(processed.size());
            for (long lead = 1000; lead < 1032; lead++) {
                assertThat(database.rows(
                                "select delivery_id from witness where lead_id = %d order by no".formatted(lead)))
                        .isSorted();
            }
            System.out.printf(
                    "two nodes: %d acknowledged by the one, %d by the killed one, 0 missing, 0 twice, all of the latter processed %d ms after the kill%n",
                    loadOfOne.acknowledged().size(), leftByTwo.size(), takeover.toMillis());
        }
    }

    /** One server has lost the database, so what it keeps waits in its journal; the other goes on with the same lead. */
    @Test
    void tellLateWhatWaitedInTheJournalOfOneAndLetItOverwriteNothing() throws Exception {
        var database = Database.named("overtaken", null);
        var settings = new HashMap<>(database.settings());
        settings.put("KARTRA_INBOX_NODE", "one");
        try (var proxy = new CuttingProxy(portIn(database.url()));
                var one = ServerProcess.named("overtaking", Wars.extended(), settings)) {
            settings.put("KARTRA_INBOX_NODE", "two");
            settings.put(
                    "KARTRA_INBOX_DB_URL",
                    database.url().replace(":" + portIn(database.url()) + "/", ":" + proxy.port() + "/"));
            try (var two = ServerProcess.named("overtaken", Wars.extended(), settings)) {
                one.start();
                two.start();
                one.awaitReady(READY);
                two.awaitReady(READY);
                database.executes(Witness.TABLE);
                var toOne = new Sender(one.url());
                var toTwo = new Sender(two.url());

                proxy.part();
                var early = Sender.idIn(toTwo.sends(Sender.tagAssigned(7, 1, "old name")));
                Await.until(() -> two.console().contains("from now on notifications are kept in the journal"));
                var newer = Sender.idIn(toOne.sends(Sender.tagAssigned(7, 1, "new name")));
                database.awaitState("PROCESSED", newer);
                assertThat(database.count("select count(*) from delivery where id = '%s'".formatted(early)))
                        .isZero();
                proxy.join();
                database.awaitState("PROCESSED", early);
                var next = Sender.idIn(toTwo.sends(Sender.tagAssigned(7, 2, "next")));
                database.awaitState("PROCESSED", next);

                assertThat(database.rows("select delivery_id, late from witness order by no"))
                        .containsExactly(newer + "|f", early + "|t", next + "|f");
                assertThat(database.rows("select tag_name, named_by from tag where tag_id = 1"))
                        .containsExactly("new name|" + newer);
                assertThat(database.rows("select delivery_id from tag_assignment where tag_id = 1"))
                        .containsExactly(newer);
            }
        }
    }

    private static int portIn(String url) {
        return URI.create(url.substring("jdbc:".length())).getPort();
    }

    private static void countsAPurchaseOnce(ServerProcess one, ServerProcess two, Database database) throws Exception {
        var bodies = new byte[][] {
            new Sample(Action.BUY_PRODUCT, Typing.STRINGS).body(), new Sample(Action.BUY_PRODUCT, Typing.NUMBERS).body()
        };
        var nodes = new Sender[] {new Sender(one.url()), new Sender(two.url())};
        var senders = Executors.newFixedThreadPool(32);
        try {
            var answers = IntStream.range(0, 1000)
                    .mapToObj(i -> senders.submit(
                            () -> nodes[i % 2].sends(bodies[i / 2 % 2]).statusCode()))
                    .toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            senders.shutdownNow();
        }
        database.awaitCount(0, "select count(*) from queue");
        assertThat(database.rows("select state, count(*) from delivery group by state order by state"))
                .containsExactly("DUPLICATE|999", "PROCESSED|1");
        assertThat(database.count("select count(*) from sale")).isEqualTo(1);
    }
}
