package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Witness;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A server that is killed under load, and started again on the same data. */
class KillIT {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final int KILLS = 2;

    @Test
    void hasAllThatWasAcknowledgedAndDoesNothingTwice() throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("KARTRA_INBOX_RETRY_DELAY", "0.3");
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("killed", null).settings());
        }
        var acknowledged = new HashSet<String>();
        try (var server = ServerProcess.named("killed", Wars.extended(), settings)) {
            var database = Database.isPostgresql()
                    ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                    : Database.named("killed", server.directory());
            server.start().awaitReady(READY);
            database.executes(Witness.TABLE);
            for (int kill = 0; kill < KILLS; kill++) {
                var load = new Load(new Sender(server.url()), 1000L + 1000 * kill, 64, 1000, 32);
                var sending = new Thread(load::run);
                sending.start();
                while (load.acknowledged().size() < 1500) {
                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                }
                server.kill();
                sending.join();
                acknowledged.addAll(load.acknowledged());
                server.start().awaitReady(READY);
            }

            database.awaitCount(0, "select count(*) from queue");

            var processed = new HashSet<>(database.rows("select id from delivery where state = 'PROCESSED'"));
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(1500 * KILLS);
            assertThat(processed).containsAll(acknowledged);
            assertThat(database.count("select count(*) from delivery where state <> 'PROCESSED'"))
                    .isZero();
            assertThat(
                            database.count(
                                    "select count(*) from (select delivery_id from witness group by delivery_id having count(*) > 1) twice"))
                    .isZero();
            assertThat(database.count("select count(distinct delivery_id) from witness"))
                    .isEqualTo(processed.size());
            System.out.printf(
                    "killed %d times: %d acknowledged, %d kept and processed, 0 missing, 0 twice%n",
                    KILLS, acknowledged.size(), processed.size());
        }
    }
}
