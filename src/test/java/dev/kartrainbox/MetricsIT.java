package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Bystanders;
import dev.kartrainbox.extension.Witness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.OptionalDouble;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What Prometheus is told, and who is. */
@ArquillianTest
class MetricsIT {

    private static final Path SWITCH = Witness.switchIn(Path.of(System.getProperty("kartra.it.data")));
    private static final String WITNESS = "Witness.on(KartraEvent)";

    /** Set for the server by the build. */
    private static final String TOKEN = "integration-test-token";

    private final Sender kartra = new Sender(ServerUnderTest.url());
    private final Database database = Database.underTest();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.extended();
    }

    @BeforeAll
    static void makeTheTablesOfTheExtension() {
        var database = Database.underTest();
        database.executes("drop table if exists witness");
        database.executes(Witness.TABLE);
        database.executes("drop table if exists bystander");
        database.executes(Bystanders.TABLE);
    }

    @AfterEach
    void mend() throws IOException {
        Files.deleteIfExists(SWITCH);
    }

    @Test
    void countsWhatComesAndWhatBecomesOfIt() {
        var before = scrape();
        var told = Sender.idIn(kartra.sends(Sender.tagAssigned(5001, 1, "one")));
        kartra.sends(Sender.tagAssigned(5001, 1, "one"));
        kartra.sends("{\"lead\": {\"id\": 5002}, \"action\": \"made_up\"}");
        kartra.sends("no JSON");
        kartra.exchange(kartra.post("unknown-key-0123456").POST(BodyPublishers.ofString("{}")));
        kartra.exchange(kartra.post(Sender.KEY).GET());
        var key = database.rows("select key_name from delivery where id = '%s'".formatted(told))
                .get(0);

        Await.until(() -> grown(before, "kartra_inbox_deliveries_total", "state", "PROCESSED") == 2
                && grown(before, "kartra_inbox_deliveries_total", "state", "DUPLICATE") == 1);
        assertThat(requests(before, "assign_tag", key, "200")).isEqualTo(2);
        assertThat(requests(before, "(other)", key, "200")).isEqualTo(1);
        assertThat(requests(before, "(none)", key, "202")).isEqualTo(1);
        assertThat(requests(before, "(none)", "(none)", "404")).isEqualTo(1);
        assertThat(requests(before, "(none)", "(none)", "405")).isEqualTo(1);
        assertThat(grown(before, "kartra_inbox_deliveries_total", "state", "QUARANTINED"))
                .isEqualTo(1);
        assertThat(grown(before, "kartra_inbox_keep_seconds_count")).isEqualTo(4);
        assertThat(grown(before, "kartra_inbox_keep_seconds_bucket", "le", "+Inf"))
                .isEqualTo(4);
        assertThat(grown(before, "kartra_inbox_dispatch_seconds_count")).isEqualTo(2);
        assertThat(grown(before, "kartra_inbox_received_bytes_total", "key", key))
                .isEqualTo(database.count("select sum(length) from delivery where id >= '%s'".formatted(told)));
    }

    @Test
    void tellsWhatAnObserverOwes() throws IOException {
        Files.createFile(SWITCH);

        var failing = Sender.idIn(kartra.sends(Sender.tagAssigned(5003, 2, "fails")));

        database.awaitState("PARKED", failing);
        var parked = database.count(
                "select count(*) from observer_task where observer = '%s' and state = 'PARKED'".formatted(WITNESS));
        Await.until(() -> scrape().value("kartra_inbox_tasks", "observer", WITNESS, "state", "parked")
                .equals(OptionalDouble.of(parked)));
        assertThat(scrape().value("kartra_inbox_attempts_total", "observer", WITNESS, "outcome", "failed"))
                .hasValue(3);
        assertThat(scrape().value("kartra_inbox_deliveries_total", "state", "PARKED"))
                .hasValue(1);
    }

    @Test
    void tellsHowThePartsStand() {
        Await.until(() -> scrape().value("kartra_inbox_database_up").equals(OptionalDouble.of(1)));
        Await.until(() -> scrape().value("kartra_inbox_backlog_deliveries").orElseThrow() >= 0);
        Await.until(() -> scrape().value("kartra_inbox_journal_deliveries").equals(OptionalDouble.of(0)));

        var metrics = scrape();

        assertThat(metrics.value("kartra_inbox_workers")).hasValue(4);
        assertThat(metrics.value("kartra_inbox_workers_configured")).hasValue(4);
        assertThat(metrics.value("kartra_inbox_workers_hanging")).hasValue(0);
        assertThat(metrics.value("jvm_threads_live_threads").orElseThrow()).isPositive();
        assertThat(metrics.labelsOf("jvm_memory_used_bytes")).contains("area");
        assertThat(metrics.value("process_cpu_seconds_total").orElseThrow()).isPositive();
        if (!Database.isPostgresql()) {
            assertThat(metrics.names()).doesNotContain("kartra_inbox_database_oldest_snapshot_seconds");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
    void tellsHowOldTheOldestSnapshotIs() throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var select = connection.createStatement()) {
            connection.setAutoCommit(false);
            select.execute("set transaction isolation level repeatable read");
            select.execute("select count(*) from lane");

            Await.until(() -> oldestSnapshot() > 3);
            connection.rollback();
        }
        Await.until(() -> oldestSnapshot() < 3);
    }

    private double oldestSnapshot() {
        return scrape().value("kartra_inbox_database_oldest_snapshot_seconds").orElse(Double.NaN);
    }

    @Test
    @EnabledIfSystemProperty(named = Promtool.WHERE, matches = ".+", disabledReason = Promtool.NOT_HERE)
    void isWhatPrometheusReads() {
        kartra.sends(Sender.tagAssigned(5004, 3, "one"));

        assertThat(Promtool.objections(scrapes().body(), "check", "metrics")).isEmpty();
    }

    @Test
    void letsThisMachineReadAndThroughAProxyWhoeverHasTheToken() {
        assertThat(statusWith()).isEqualTo(200);
        assertThat(statusWith("X-Forwarded-For", "127.0.0.1")).isEqualTo(401);
        assertThat(statusWith("Forwarded", "for=127.0.0.1")).isEqualTo(401);
        assertThat(statusWith("X-Forwarded-For", "127.0.0.1", "Authorization", "Bearer " + TOKEN))
                .isEqualTo(200);
        assertThat(statusWith("X-Forwarded-For", "127.0.0.1", "Authorization", "Bearer " + TOKEN + "s"))
                .isEqualTo(401);
    }

    private int statusWith(String... headers) {
        var answer = scrapes(headers);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(answer.statusCode() == 401);
        assertThat(answer.body().contains("kartra_inbox_")).isEqualTo(answer.statusCode() == 200);
        return answer.statusCode();
    }

    private double requests(Exposition before, String action, String key, String answer) {
        return grown(before, "kartra_inbox_requests_total", "action", action, "key", key, "answer", answer);
    }

    private double grown(Exposition before, String name, String... labels) {
        return scrape().value(name, labels).orElse(0)
                - before.value(name, labels).orElse(0);
    }

    private Exposition scrape() {
        return Exposition.of(scrapes().body());
    }

    private HttpResponse<String> scrapes(String... headers) {
        var request = HttpRequest.newBuilder(URI.create(ServerUnderTest.url() + "/metrics"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return kartra.exchange(request.GET());
    }
}
