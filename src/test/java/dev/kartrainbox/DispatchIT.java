package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Bystanders;
import dev.kartrainbox.extension.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How kept deliveries reach observers: once, in order, and again after a failure. */
@ArquillianTest
class DispatchIT {

    private static final Path SWITCH = Witness.switchIn(Path.of(System.getProperty("kartra.it.data")));

    private final Sender kartra = new Sender(ServerUnderTest.url());
    private final Database database = Database.underTest();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.extended();
    }

    @BeforeEach
    void makeTheTableOfTheExtension() {
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
    void tellsAnObserverThatWasDroppedIntoTheWar() throws IOException {
        var id = Sender.idIn(kartra.sends(Sender.tagAssigned(900, 9, "dropped in")));

        database.awaitState("PROCESSED", id);
        assertThat(database.rows("select lead_id, action from witness where delivery_id = '%s'".formatted(id)))
                .containsExactly("900|assign_tag");
        assertThat(Files.readString(Path.of(System.getProperty("kartra.it.log"))))
                .contains("Witness.on(KartraEvent)");
    }

    @Test
    void processesEachDeliveryOnceAndThoseOfALeadInOrder() {
        var load = new Load(new Sender(ServerUnderTest.url()), 1000, 100, 20, 32);

        load.run();

        assertThat(load.acknowledged()).hasSize(2000);
        database.awaitCount(
                0, "select count(*) from delivery where state <> 'PROCESSED' and lead_id between 1000 and 1099");
        assertThat(database.count("select count(*) from witness where lead_id between 1000 and 1099"))
                .isEqualTo(2000);
        assertThat(database.count(
                        "select count(distinct delivery_id) from witness where lead_id between 1000 and 1099"))
                .isEqualTo(2000);
        for (long lead = 1000; lead < 1100; lead++) {
            assertThat(database.rows("select subject from timeline where lead_key = 'i:%d' order by delivery_id"
                            .formatted(lead)))
                    .isEqualTo(load.namesInOrder());
            assertThat(database.rows(
                            "select tag_name from tag t join tag_assignment a on a.tag_id = t.tag_id where lead_key = 'i:%d' and active order by t.tag_id"
                                    .formatted(lead)))
                    .hasSize(20);
        }
        assertThat(witnessedInOrder()).isTrue();
    }

    private boolean witnessedInOrder() {
        return IntStream.range(1000, 1100).allMatch(lead -> {
            var told = database.rows("select delivery_id from witness where lead_id = %d order by no".formatted(lead));
            return told.equals(told.stream().sorted().toList());
        });
    }

    @Test
    void holdsBackNothingButTheObserverThatFailsAndReplaysItAloneAfterTheFix() throws IOException {
        Files.createFile(SWITCH);
        var failing = Sender.idIn(kartra.sends(Sender.tagAssigned(9_000_901, 99, "fails")));
        var behind = Sender.idIn(kartra.sends(Sender.tagAssigned(9_000_901, 98, "behind it")));
        var other = Sender.idIn(kartra.sends(Sender.tagAssigned(9_000_902, 98, "behind it")));

        database.awaitState("PROCESSED", other);
        database.awaitState("PARKED", failing);
        database.awaitState("PROCESSED", behind);
        assertThat(database.rows("select delivery_id from witness where delivery_id = '%s'".formatted(failing)))
                .isEmpty();
        assertThat(database.rows(
                        "select tag_id from tag_assignment where lead_key = 'i:9000901' and active order by tag_id"))
                .containsExactly("98", "99");
        assertThat(database.rows("select observer, state, attempts from observer_task where delivery_id = '%s'"
                        .formatted(failing)))
                .containsExactly("Witness.on(KartraEvent)|PARKED|3");
        assertThat(database.rows("select last_error from inbox where id = '%s'".formatted(failing))
                        .get(0))
                .startsWith("Witness.on(KartraEvent): java.lang.IllegalStateException")
                .contains("dev.kartrainbox.extension.Witness.on")
                .doesNotContain("example.org", "cannot reach");
        assertThat(bystanders(failing)).containsOnly("before").hasSize(1);
        assertThat(bystanders(behind)).containsExactly("async", "before", "success");

        Files.delete(SWITCH);
        runsInbox("replay", failing, "Witness.on(KartraEvent)");

        database.awaitState("PROCESSED", failing);
        assertThat(database.count("select count(*) from witness where delivery_id = '%s'".formatted(failing)))
                .isEqualTo(1);
        database.awaitCount(3, "select count(*) from bystander where delivery_id = '%s'".formatted(failing));
        assertThat(bystanders(failing)).containsExactly("async", "before", "success");
    }

    @Test
    void tellsObserversOfEveryKindOnceWhereNothingFails() {
        var id = Sender.idIn(kartra.sends(Sender.tagAssigned(9_000_906, 95, "kinds")));

        database.awaitState("PROCESSED", id);
        database.awaitCount(3, "select count(*) from bystander where delivery_id = '%s'".formatted(id));
        assertThat(bystanders(id)).containsExactly("async", "before", "success");
    }

    private List<String> bystanders(String id) {
        return database.rows("select kind from bystander where delivery_id = '%s' and kind <> 'failure' order by kind"
                .formatted(id));
    }

    @Test
    void tellsEverybodyAgainWhenADeliveryIsReplayed() {
        var id = Sender.idIn(kartra.sends(Sender.tagAssigned(907, 94, "again")));
        database.awaitState("PROCESSED", id);

        runsInbox("replay", id);

        database.awaitCount(2, "select count(*) from witness where delivery_id = '%s'".formatted(id));
        database.awaitState("PROCESSED", id);
        assertThat(database.count("select count(*) from timeline where delivery_id = '%s'".formatted(id)))
                .isEqualTo(1);
    }

    @Test
    void countsAPurchaseOnceHoweverOftenItIsSentAndReleasesADuplicate() {
        var answers = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> kartra.sends("""
                        {"lead": {"id": 908}, "action": "buy_product", "action_details": {"transaction_details":
                          {"transaction_id": %s, "transaction_full_amount": 97.00}}}""".formatted(i % 2 == 0 ? "90801" : "\"90801\"")))
                .toList();

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        database.awaitCount(
                0, "select count(*) from queue q join delivery d on d.id = q.delivery_id where d.lead_id = 908");
        assertThat(
                        database.rows(
                                "select state, count(*) from delivery where lead_id = 908 and action = 'buy_product' group by state order by state"))
                .containsExactly("DUPLICATE|99", "PROCESSED|1");
        assertThat(database.count("select count(*) from sale where transaction_id = 90801"))
                .isEqualTo(1);
        var told = database.rows(
                        "select id from delivery where lead_id = 908 and action = 'buy_product' and state = 'PROCESSED'")
                .get(0);
        assertThat(
                        database.rows(
                                "select distinct duplicate_of, last_error from inbox where lead_id = 908 and state = 'DUPLICATE'"))
                .containsExactly(told + "|the same action and transaction id");
        var duplicate = database.rows("select id from delivery where lead_id = 908 and state = 'DUPLICATE'")
                .get(0);

        runsInbox("release", duplicate);

        database.awaitState("PROCESSED", duplicate);
        assertThat(database.count("select count(*) from witness where delivery_id = '%s'".formatted(duplicate)))
                .isEqualTo(1);
        assertThat(database.count("select count(*) from sale where transaction_id = 90801"))
                .isEqualTo(1);
    }

    @Test
    void costsNoAttemptWhereSomebodyElseHoldsALockForTooLong() throws SQLException {
        database.awaitState("PROCESSED", Sender.idIn(kartra.sends(Sender.tagAssigned(909, 93, "free"))));
        String id;
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.executeQuery("select * from lead_sighting where lead_key = 'i:909' for update");

            id = Sender.idIn(kartra.sends(Sender.tagAssigned(909, 92, "locked")));

            database.awaitCount(
                    1,
                    "select count(*) from observer_task where delivery_id = '%s' and observer = 'Leads.on(KartraEvent)' and attempts = 0 and last_error like '%%(SQLSTATE %s)%%'"
                            .formatted(id, Database.isPostgresql() ? "55P03" : "HYT00"));
            connection.rollback();
        }
        database.awaitState("PROCESSED", id);
    }

    /** By the command that the README names, in a process of its own. */
    private void runsInbox(String... words) {
        try {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var command = new ArrayList<>(List.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-DKARTRA_INBOX_DB_URL=" + database.url(),
                    "-DKARTRA_INBOX_DB_USER=" + database.user(),
                    "-DKARTRA_INBOX_DB_PASSWORD=" + database.password(),
                    "dev.kartrainbox.operations.InboxCommand"));
            command.addAll(List.of(words));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsNothingByHalfWhileTheDatabaseRefusesAndProcessesItAfterwards() {
        var before = database.count("select count(*) from delivery_body");
        database.executes("alter table queue rename to queue_away");
        HttpResponse<String> answer;
        try {
            answer = kartra.sends(Sender.tagAssigned(905, 96, "t"));

            assertThat(database.count("select count(*) from delivery_body")).isEqualTo(before);
        } finally {
            database.executes("alter table queue_away rename to queue");
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        database.awaitState("PROCESSED", Sender.idIn(answer));
        database.awaitState("PROCESSED", Sender.idIn(kartra.sends(Sender.tagAssigned(905, 97, "t"))));
    }

    @Test
    void closesAnAssignmentThatNeverBeganAndOpensItLater() {
        var unassigned = Sender.tagAssigned(903, 97, "t").replace("assign_tag", "unassign_tag");
        database.awaitState("PROCESSED", Sender.idIn(kartra.sends(unassigned)));
        assertThat(
                        database.rows(
                                "select count(*) from tag_assignment where lead_key = 'i:903' and not active and since is null and until is not null"))
                .containsExactly("1");

        database.awaitState("PROCESSED", Sender.idIn(kartra.sends(Sender.tagAssigned(903, 97, "renamed"))));

        assertThat(
                        database.rows(
                                "select tag_name from tag t join tag_assignment a on a.tag_id = t.tag_id where lead_key = 'i:903' and active and since is not null and until is null"))
                .containsExactly("renamed");
    }

    @Test
    void leavesWhatIsNotSaidAndClearsWhatIsSaidAsBlank() {
        kartra.sends(
                "{\"action\":\"x\",\"lead\":{\"id\":904,\"city\":\"Bristol\",\"phone\":\"1\",\"custom_fields\":[{\"field_id\":7,\"field_type\":\"input_field\",\"field_value\":\"v\"}]}}");

        var id = Sender.idIn(kartra.sends("{\"action\":\"x\",\"lead\":{\"id\":904,\"phone\":\"N/A\"}}"));

        database.awaitState("PROCESSED", id);
        assertThat(database.rows("select city, phone from lead where id = 904")).containsExactly("Bristol|-");
        assertThat(database.rows("select field_text from custom_field where lead_key = 'i:904'"))
                .containsExactly("v");
    }
}
