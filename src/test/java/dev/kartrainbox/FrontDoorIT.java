package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.BrokenRequests;
import dev.kartrainbox.extension.Witness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the address answers, and what is kept of each request. */
@ArquillianTest
class FrontDoorIT {

    private static final int LIMIT = 1 << 20;

    private final Sender kartra = new Sender(ServerUnderTest.url());
    private final Database database = Database.underTest();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.extended();
    }

    @BeforeAll
    static void makeTheTableOfTheExtension() {
        Database.underTest().executes("drop table if exists witness");
        Database.underTest().executes(Witness.TABLE);
    }

    @Test
    void keepsADocumentedSampleByteForByteAndMirrorsIt() {
        var sample = Sender.sample("list_subscription.as-documented");

        var answer = kartra.sends(sample);

        var id = Sender.idIn(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).contains("\"kept\":true", "\"action\":\"list_subscription\"");
        assertThat(database.bytes("select body from inbox where id = '" + id + "'"))
                .isEqualTo(sample);
        database.awaitState("PROCESSED", id);
        assertThat(mirrorOfLead1()).isEqualTo(MIRROR_OF_THE_SAMPLE);
        assertThat(database.rows("select lead_id, lead_email, repaired from inbox where id = '%s'".formatted(id)))
                .containsExactly("1|johndoe@gmail.com|" + (Database.isPostgresql() ? "t" : "TRUE"));
        assertThat(database.rows(
                        "select lead_key, action, subject from timeline where delivery_id = '%s'".formatted(id)))
                .containsExactly("i:1|list_subscription|list 1");
    }

    @Test
    void mirrorsTheNumberTypedTwinToTheSameRows() {
        kartra.sends(Sender.sample("list_subscription.as-documented"));

        var id = Sender.idIn(kartra.sends(Sender.sample("list_subscription.as-documented-numbers")));

        database.awaitState("PROCESSED", id);
        assertThat(database.rows("select delivery_id from lead_sighting where lead_key = 'i:1'"))
                .containsExactly(id);
        assertThat(mirrorOfLead1()).isEqualTo(MIRROR_OF_THE_SAMPLE);
    }

    private static final List<String> MIRROR_OF_THE_SAMPLE = List.of(
            "1|John|Doe|Doe|Doe|johndoe@gmail.com|+1|1234567|company|address|New York|1234|state|United States",
            "http://www.example.com|127.0.0.1|United States|facebook|twitter|linkedin|google_plus|1234|http://www.example.com|0|0|0|0|0|0|1|127.0.0.1|0|-",
            "2018-04-26 04:00|2018-04-26 04:00|2018-04-26 04:00",
            "323|color|checkbox|-|1|red",
            "323|color|checkbox|-|2|blue",
            "324|gender|drop_down|-|1|male",
            "325|favorite_dish|input_field|beef lasagna|-|-",
            "1|list 1|open");

    private List<String> mirrorOfLead1() {
        var rows = new ArrayList<String>();
        rows.addAll(
                database.rows(
                        "select id, first_name, middle_name, last_name, last_name2, email, phone_country_code, phone, company, address, city, zip, state, country from lead where lead_key = 'i:1'"));
        rows.addAll(
                database.rows(
                        "select website, ip, ip_country, facebook, twitter, linkedin, google_plus, sales_tax_id, lead_picture, source, score, lead_deleted, referring_id, blacklisted, source_id, gdpr_lead_status, gdpr_lead_status_ip, gdpr_lead_communications, lead_preferred_time_zone from lead where lead_key = 'i:1'"));
        rows.addAll(database.rows("select %s, %s, %s from lead where lead_key = 'i:1'"
                .formatted(minute("date_joined"), minute("lead_deleted_date"), minute("gdpr_lead_status_date"))));
        rows.addAll(
                database.rows(
                        "select f.field_id, field_identifier, field_type, field_text, option_id, option_value from custom_field f left join custom_field_option o on o.lead_key = f.lead_key and o.field_id = f.field_id where f.lead_key = 'i:1' order by f.field_id, position"));
        rows.addAll(
                database.rows(
                        "select s.list_id, list_name, case when active and since is not null and until is null then 'open' else 'closed' end from list_subscription s join mailing_list l on l.list_id = s.list_id where lead_key = 'i:1'"));
        return rows;
    }

    private static String minute(String column) {
        return Database.isPostgresql()
                ? "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD HH24:MI')"
                : "formatdatetime(" + column + " at time zone 'UTC', 'yyyy-MM-dd HH:mm')";
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"})
    void takesNothingButPost(String method) {
        for (var path : List.of("", Sender.KEY, "unknown", "a/b/c")) {
            var answer = kartra.exchange(kartra.post(path).method(method, BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
            assertThat(answer.body()).doesNotContain(Sender.KEY);
        }
    }

    @Test
    void saysWhatTheAddressIsFor() {
        var answer = kartra.exchange(kartra.post(Sender.KEY).GET());

        assertProblem(answer, 405);
        assertThat(answer.body()).contains("Outbound API");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown-key-0123456789",
                "integration-test-key/",
                "integration-test-key/x",
                "integration-test-keY"
            })
    void answersTheSameForEveryKeyThatIsNotLive(String key) {
        var before = kept();

        var answer = kartra.exchange(kartra.post(key).POST(BodyPublishers.ofString(Sender.tagAssigned(1, 1, "x"))));

        assertProblem(answer, 404);
        assertThat(answer.body())
                .isEqualTo(kartra.exchange(kartra.post("other-unknown-key").POST(BodyPublishers.noBody()))
                        .body());
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void knowsEachKeyOfARotation() {
        var answer = kartra.exchange(
                kartra.post("another-key-being-rotated").POST(BodyPublishers.ofString(Sender.tagAssigned(2, 1, "x"))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(database.rows("select count(distinct key_name) from inbox where key_name like '%rotated%'"))
                .containsExactly("0");
    }

    @Test
    void looksAtTheKeyBeforeTheBody() throws IOException {
        try (var socket = connect()) {
            write(socket, "POST /kartra-inbox/outbound/unknown-key HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n");

            assertThat(firstLine(socket)).contains(" 404 ");
        }
    }

    @Test
    void looksAtTheDeclaredSizeBeforeTheBody() throws IOException {
        try (var socket = connect()) {
            write(
                    socket,
                    "POST /kartra-inbox/outbound/%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                            .formatted(Sender.KEY, LIMIT + 1));

            assertThat(firstLine(socket)).contains(" 413 ");
        }
    }

    @Test
    void refusesAnEmptyBody() {
        var before = kept();

        assertProblem(kartra.sends(""), 400);
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void refusesWhatIsLargerThanTheLimitAlsoWhenNothingIsDeclared() {
        var before = kept();
        var tooLarge = new byte[LIMIT + 1];

        assertProblem(kartra.sends(tooLarge), 413);
        assertProblem(
                kartra.exchange(kartra.post(Sender.KEY)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLarge)))),
                413);
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void keepsABodyOfExactlyTheLimit() {
        var largest = (Sender.tagAssigned(3, 1, "x") + " ".repeat(LIMIT)).substring(0, LIMIT);

        var answer = kartra.sends(largest);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(database.count("select length from inbox where id = '%s'".formatted(Sender.idIn(answer))))
                .isEqualTo(LIMIT);
    }

    @Test
    void givesUpABodyThatDoesNotArriveInTime() throws IOException {
        var before = kept();
        try (var socket = connect()) {
            write(
                    socket,
                    "POST /kartra-inbox/outbound/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{"
                            .formatted(Sender.KEY));
            var begin = System.nanoTime();

            assertThat(firstLine(socket)).contains(" 408 ");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(14));
        }
        assertThat(kept()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[1]",
                "{\"lead\":{\"id\":1},\n  \"action\":}",
                "{\"lead\":{\"id\":1},\"action\":\"x\"} {}",
                "{\"lead\":{\"id\":1}}",
                "{\"action\":\"x\"}",
                "{\"action\":\"x\",\"lead\":{\"id\":0,\"email\":\" \"}}"
            })
    void keepsInQuarantineWhatIsNoNotification(String body) {
        var answer = kartra.sends(body);

        var id = Sender.idIn(answer);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"kept\":true", "\"state\":\"quarantined\"", "\"reason\":\"");
        assertThat(database.rows("select state from inbox where id = '%s'".formatted(id)))
                .containsExactly("QUARANTINED");
        assertThat(new String(database.bytes("select body from inbox where id = '" + id + "'"), StandardCharsets.UTF_8))
                .isEqualTo(body);
    }

    @Test
    void saysInWhichLineAndColumnItIsNoJson() {
        assertThat(kartra.sends("{\"lead\":{\"id\":1},\n  \"action\":}").body()).contains("at line 2, column ");
    }

    @Test
    void keepsInQuarantineWhatIsNotUtf8() {
        var latin1 =
                "{\"action\":\"x\",\"lead\":{\"email\":\"j\u00f6@example.org\"}}".getBytes(StandardCharsets.ISO_8859_1);

        var answer = kartra.sends(latin1);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("not UTF-8 at line 1, column 33");
        assertThat(database.bytes("select body from inbox where id = '" + Sender.idIn(answer) + "'"))
                .isEqualTo(latin1);
    }

    @Test
    void readsAByteOrderMarkAndGzip() throws IOException {
        var notification = "\uFEFF" + Sender.tagAssigned(4, 1, "x");
        var gzipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(notification.getBytes(StandardCharsets.UTF_8));
        }

        var answer = kartra.exchange(kartra.post(Sender.KEY)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzipped.toByteArray())));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(database.bytes("select body from inbox where id = '" + Sender.idIn(answer) + "'"))
                .isEqualTo(gzipped.toByteArray());
        database.awaitState("PROCESSED", Sender.idIn(answer));
    }

    @Test
    void keepsWhatHoldsCharactersThatNoDatabaseTakes() {
        var answer = kartra.sends(
                "{\"action\":\"a\\u0000b\\ud800\",\"lead\":{\"email\":\"x\\u0000@example.org\",\"first_name\":\"\\u0000\"}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        database.awaitState("PROCESSED", Sender.idIn(answer));
    }

    @Test
    void putsAnUnknownActionOnTheTimeline() {
        var id = Sender.idIn(
                kartra.sends(
                        "{\"action\":\"new_thing\",\"lead\":{\"id\":77,\"city\":\"Bristol\"},\"action_details\":{\"x\":{\"y\":1}}}"));

        database.awaitState("PROCESSED", id);
        assertThat(database.rows("select action from timeline where delivery_id = '%s'".formatted(id)))
                .containsExactly("new_thing");
        assertThat(database.rows("select city from lead where id = 77")).containsExactly("Bristol");
    }

    @Test
    void answersOthersWhile64ClientsTrickle() throws IOException {
        var trickling = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 64; i++) {
                var socket = connect();
                trickling.add(socket);
                write(
                        socket,
                        "POST /kartra-inbox/outbound/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{"
                                .formatted(Sender.KEY));
            }
            for (int second = 0; second < 5; second++) {
                for (var socket : trickling) {
                    write(socket, " ");
                }
                var begin = System.nanoTime();

                assertThat(kartra.sends(Sender.tagAssigned(5, 1, "x")).statusCode())
                        .isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() - (System.nanoTime() - begin)); // a byte a second
            }
        } finally {
            for (var socket : trickling) {
                socket.close();
            }
        }
    }

    @Test
    void survivesAnExceptionInTheServletAndLogsNothingSecret() {
        var email = "somebody.secret@example.org";
        kartra.sends("{\"action\":\"x\",\"lead\":{\"email\":\"" + email + "\"},\"secret-body\":1}");
        kartra.sends("secret-body, not JSON, " + email);

        var answer = kartra.exchange(kartra.post(Sender.KEY)
                .header(BrokenRequests.HEADER, "yes")
                .POST(BodyPublishers.ofString("secret-body")));

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        Await.until(() -> log().contains("A request failed before it was kept: java.lang.IllegalStateException"));
        assertThat(log()).doesNotContain(Sender.KEY, "another-key-being-rotated", email, "secret-body", "johndoe");
    }

    @Test
    void hasTheServerLogNoKeyThoughItLogsWhatItCannotHandle() {
        var answer = kartra.exchange(kartra.post(Sender.KEY)
                .header(BrokenRequests.HEADER, BrokenRequests.BEFORE)
                .POST(BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(log()).doesNotContain(Sender.KEY);
    }

    /** So far: Payara writes it in the background. */
    private static String log() {
        try {
            return Files.readString(Path.of(System.getProperty("kartra.it.log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long kept() {
        return database.count("select count(*) from delivery");
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":" + status, "\"title\":\"", "\"detail\":\"")
                .doesNotContain(Sender.KEY);
    }

    private static Socket connect() throws IOException {
        var url = URI.create(ServerUnderTest.url());
        var socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream output = socket.getOutputStream();
        output.write(text.getBytes(StandardCharsets.US_ASCII));
        output.flush();
    }

    private static String firstLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n' && c >= 0;
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
