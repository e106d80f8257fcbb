package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Witness;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A server that is killed under load, and started again on the same data, many times. */
class KillIT {

    private static final int KILLS = Integer.getInteger("kartra.it.kills");
    private static final Duration READY = Duration.ofSeconds(90);
    private static final int LEADS = 32;

    /** Before the kill; by then, observers are told too. */
    private static final int ACKNOWLEDGED = 500;

    private final Set<String> acknowledged = new HashSet<>();
    private final Map<Long, List<String>> acknowledgedByLead = new HashMap<>();

    @Test
    void hasAllThatWasAcknowledgedInOrderAndDoesNothingTwice() throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("KARTRA_INBOX_RETRY_DELAY", "0.3");
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("killed", null).settings());
        }
        try (var server = ServerProcess.named("killed", Wars.extended(), settings)) {
            var database = Database.isPostgresql()
                    ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                    : Database.named("killed", server.data());
            server.start().awaitReady(READY);
            database.executes(Witness.TABLE);
            for (int kill = 1; kill <= KILLS; kill++) {
                killUnderLoad(server, new Load(new Sender(server.url()), 1000L * kill, LEADS, 1000, 32));
                server.start().awaitReady(READY);
            }

            database.awaitCount(0, "select count(*) from queue");
            database.awaitCount(0, "select count(*) from observer_task where state = 'OPEN'");

            var processed = new HashSet<>(database.rows("select id from delivery where state = 'PROCESSED'"));
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED * KILLS);
            assertThat(processed).containsAll(acknowledged);
            assertThat(database.rows("select id, state, last_error from delivery where state <> 'PROCESSED'"))
                    .isEmpty();
            var told = database.rows("select delivery_id from witness order by no");
            assertThat(told).doesNotHaveDuplicates().hasSameSizeAs(processed);
            assertToldInOrder(database);
            System.out.printf(
                    "killed %d times: %d acknowledged, %d kept and processed, 0 missing, 0 twice, %d leads in order%n",
                    KILLS, acknowledged.size(), processed.size(), acknowledgedByLead.size());
        }
    }

    private void killUnderLoad(ServerProcess server, Load load) throws InterruptedException {
        var sending = new Thread(load::run);
        sending.start();
        while (load.acknowledged().size() < ACKNOWLEDGED) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        server.kill();
        sending.join();
        acknowledged.addAll(load.acknowledged());
        acknowledgedByLead.putAll(load.acknowledgedByLead());
    }

    /** What was answered first was told first; what was kept, but not answered because of the kill, comes in between. */
    private void assertToldInOrder(Database database) {
        var toldByLead = database.rows("select lead_id, delivery_id from witness order by no").stream()
                .map(row -> row.split("\\|"))
                .collect(Collectors.groupingBy(
                        row -> Long.valueOf(row[0]), Collectors.mapping(row -> row[1], Collectors.toList())));
        assertThat(toldByLead.keySet()).containsAll(acknowledgedByLead.keySet());
        acknowledgedByLead.forEach((lead, answered) -> {
            var told = toldByLead.get(lead);
            assertThat(told).as("lead %d", lead).isSorted();
            assertThat(told.stream().filter(acknowledged::contains))
                    .as("lead %d", lead)
                    .containsExactlyElementsOf(answered);
        });
    }
}
