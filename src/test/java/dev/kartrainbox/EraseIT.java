package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Forgetful;
import dev.kartrainbox.extension.Witness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** That of an erased lead nothing is left on two servers, one of which cannot reach the database when it is erased. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class EraseIT {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final String MIRA =
            "\"id\":\"7319046285\",\"first_name\":\"Mirabella\",\"last_name\":\"Quistgaard\",\"email\":\"Mirabella@Quist.example\"";
    private static final Traces MIRAS = Traces.of("7319046285", "mirabella", "quistgaard", "quist.example");

    @Test
    void leavesNoTraceOnAnyNode() throws Exception {
        var database = Database.named("erase", null);
        var settings = new HashMap<>(database.settings());
        settings.put("KARTRA_INBOX_NODE", "one");
        try (var proxy = new CuttingProxy(portIn(database.url()));
                var one = ServerProcess.named("erase-one", Wars.extended(Forgetful.class), settings)) {
            settings.put("KARTRA_INBOX_NODE", "two");
            settings.put(
                    "KARTRA_INBOX_DB_URL",
                    database.url().replace(":" + portIn(database.url()) + "/", ":" + proxy.port() + "/"));
            try (var two = ServerProcess.named("erase-two", Wars.extended(Forgetful.class), settings)) {
                one.start();
                two.start();
                one.awaitReady(READY);
                two.awaitReady(READY);
                database.executes(Witness.TABLE);
                keepEverywhere(one, two, proxy, database);
                assertThat(MIRAS.in(database)).hasSizeGreaterThan(20);
                assertThat(MIRAS.in(data(two))).isNotEmpty();

                Terminal.inbox(database, "erase", "7319046285", "--yes");
                proxy.join();

                database.awaitCount(13, "select count(*) from delivery");
                database.awaitCount(0, "select count(*) from queue");
                database.awaitCount(1, "select count(*) from erasure where done_at is not null", READY);
                Await.until(() -> MIRAS.in(journal(one)).isEmpty()
                        && MIRAS.in(journal(two)).isEmpty());
                assertThat(MIRAS.in(database)).isEmpty();
                assertThat(MIRAS.in(one.directory())).isEmpty();
                assertThat(MIRAS.in(two.directory())).isEmpty();
                assertThat(one.console() + two.console())
                        .doesNotContainIgnoringCase("quist", "mirabella", "7319046285");
                assertThat(database.rows("select state, count(*) from delivery group by state order by state"))
                        .containsExactly("ERASED|4", "PROCESSED|7", "QUARANTINED|2");
                assertThat(database.rows("select distinct operator from audit where operation = 'erase'"))
                        .containsExactlyInAnyOrder("terminal", "the server itself");
                assertThat(database.rows("select lead_key from lead order by lead_key"))
                        .as("others")
                        .hasSize(7);
            }
        }
    }

    private static void keepEverywhere(ServerProcess one, ServerProcess two, CuttingProxy proxy, Database database)
            throws IOException {
        var toOne = new Sender(one.url());
        var toTwo = new Sender(two.url());
        Files.createFile(Witness.switchIn(data(one)));
        Files.createFile(Witness.switchIn(data(two)));
        toOne.sends(tag(MIRA, "A"));
        toOne.sends(tag(MIRA, "fails")); // an observer of somebody else's throws, with the address in its message
        toTwo.sends(tag("\"email\":\"MIRABELLA@quist.example\"", "B"));
        toOne.sends(host("\"id\":\"21\""));
        toOne.sends(tag("\"id\":\"22\",\"company\":\"mirabella\\u0040quist.example\"", "C"));
        toTwo.sends(tag("\"id\":\"23\",\"website\":\"https://x.example/?e=Mirabella%40quist.example&id=1\"", "D"));
        toTwo.sends(tag("\"id\":\"24\",\"referring_id\":7319046285", "for mirabella@quist.example"));
        toOne.sends("{\"lead\":{\"id\":\"7319046285\",\"first_name\":\"Mirabella\",");
        toOne.sends("Mirabella Quistgaard <mirabella@quist.example>");
        toOne.exchange(toOne.post(Sender.KEY)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(host("\"id\":\"25\"")))));
        toOne.sends(tag("\"id\":\"26\"", "E"));
        database.awaitCount(11, "select count(*) from delivery where state <> 'RECEIVED'");

        proxy.part();
        toTwo.sends(tag(MIRA, "F"));
        toTwo.sends(host("\"id\":\"27\""));
        assertThat(database.count("select count(*) from delivery")).isEqualTo(11);
        Files.writeString(
                Files.createDirectories(journal(one)).resolve("000000000091.journal.torn"),
                "\u0000\u0001{\"lead\":{\"id\":\"7319046285\",\"first_na");
        Files.writeString(journal(two).resolve("000000000092.journal.refused"), "\u0000mirabella@quist.example\u0000");
    }

    private static String tag(String lead, String tag) {
        return "{\"lead\":{%s},\"action\":\"assign_tag\",\"action_details\":{\"tag\":{\"tag_id\":%d,\"tag_name\":\"%s\"}}}"
                .formatted(lead, tag.hashCode() & 0xFFFF, tag);
    }

    private static String host(String lead) {
        return """
                {"lead":{%s},"action":"calendar_subscribe","action_details":{"calendar":{"calendar_id":3,"calendar_name":"Calls",
                "calendar_subscription_id":4,"hosts":[{"host_first_name":"Mirabella","host_last_name":"Quistgaard",
                "host_email_address":"mirabella@quist.example"}],"events":[{"attendee":{"name":"Mirabella Quistgaard",
                "email":"mirabella@quist.example"}}]}}}""".formatted(lead);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Path data(ServerProcess server) {
        return server.data();
    }

    private static Path journal(ServerProcess server) {
        return data(server).resolve("kartra-inbox/journal");
    }

    private static int portIn(String url) {
        return URI.create(url.substring("jdbc:".length())).getPort();
    }
}
