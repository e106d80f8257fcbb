package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile sender can do to a server with a small heap: all is answered as documented, and the server lives on. */
class HostileIT {

    private static final String HEAP = "-Xmx256m";
    private static final Duration READY = Duration.ofSeconds(120);
    private static final int LIMIT = 1 << 20;
    private static final int CONNECTIONS = 32;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(5);

    private static ServerProcess server;
    private static Database database;
    private static Sender kartra;

    /**
     * @param name of the case
     * @param body that is posted
     * @param encoding as declared; none where empty
     * @param status that is answered
     * @param outcome what becomes of it: its state, or the reason why it is quarantined; nothing where it is not kept
     */
    private record Hostile(String name, byte[] body, String encoding, int status, String outcome) {

        static Hostile text(String name, String body, int status, String outcome) {
            return new Hostile(name, body.getBytes(StandardCharsets.UTF_8), "", status, outcome);
        }

        HttpRequest.Builder request() {
            var request = kartra.post(Sender.KEY).POST(BodyPublishers.ofByteArray(body));
            return encoding.isEmpty() ? request : request.header("Content-Encoding", encoding);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Hostile> ALL = all();

    private static List<Hostile> all() {
        var digits = "7".repeat(100_000);
        var all = new ArrayList<>(List.of(
                Hostile.text("exactly the limit", padded(LIMIT), 200, "PROCESSED"),
                Hostile.text("one byte above the limit", padded(LIMIT + 1), 413, ""),
                Hostile.text("300 levels", nested(300), 202, "nested deeper than 100 levels"),
                Hostile.text("100,000 levels", nested(100_000), 202, "nested deeper than 100 levels"),
                Hostile.text("100,000 levels, not closed", "[".repeat(100_000), 202, "JSON, but not an object"),
                new Hostile("gzip bomb", gzip(1L << 30), "gzip", 202, "unfolds to more than 1048576 bytes"),
                new Hostile("gzip of zeros within the limit", gzip(LIMIT), "gzip", 202, "not JSON"),
                new Hostile(
                        "gzip, cut off",
                        Arrays.copyOf(Parcel.gzip(notification("1", "1", "1")), 60),
                        "gzip",
                        202,
                        "is declared as gzip and is not"),
                new Hostile(
                        "gzip of gzip, declared",
                        Parcel.gzip(Parcel.gzip(notification("1", "1", "1"))),
                        "gzip, gzip",
                        202,
                        "the content encoding is neither gzip nor identity"),
                new Hostile(
                        "gzip of gzip, half declared",
                        Parcel.gzip(Parcel.gzip(notification("1", "1", "1"))),
                        "gzip",
                        202,
                        "not UTF-8")));
        for (var number : List.of(digits, "1e999999999", "-1e-999999999", "0." + digits)) {
            var name = number.substring(0, Math.min(13, number.length())) + ", length " + number.length();
            for (var quote : List.of("", "\"")) {
                var value = quote + number + quote;
                all.add(new Hostile("id " + quote + name, notification(value, "1", "1"), "", 200, "PROCESSED"));
                all.add(new Hostile("score " + quote + name, notification("1", value, "1"), "", 200, "PROCESSED"));
                all.add(new Hostile("amount " + quote + name, notification("1", "1", value), "", 200, "PROCESSED"));
            }
        }
        return all;
    }

    /** A purchase that names no transaction, and so never repeats another. */
    private static byte[] notification(String id, String score, String amount) {
        return """
                {"lead": {"id": %s, "email": "mira@example.org", "score": %s}, "action": "buy_product",
                 "action_details": {"transaction_details": {"transaction_full_amount": %s}}}""".formatted(id, score, amount).getBytes(StandardCharsets.UTF_8);
    }

    /** A visit of a page, which never repeats another. */
    private static String padded(int length) {
        var visit = "{\"lead\": {\"id\": 2}, \"action\": \"kartra_page_visit\"}";
        return visit + " ".repeat(length - visit.length());
    }

    private static String nested(int levels) {
        return "{\"lead\": {\"id\": 1}, \"action\": \"x\", \"action_details\": " + "[".repeat(levels)
                + "]".repeat(levels) + "}";
    }

    private static byte[] gzip(long zeros) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            var block = new byte[1 << 16];
            for (long written = 0; written < zeros; written += block.length) {
                gzip.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    @BeforeAll
    static void start() {
        var settings = new HashMap<>(Map.of("KARTRA_INBOX_BODY_TIMEOUT", "" + BODY_TIMEOUT.toSeconds()));
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("hostile", null).settings());
        }
        server = ServerProcess.named("hostile", Wars.built(), settings).withJavaOption(HEAP);
        database = Database.isPostgresql()
                ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                : Database.named("hostile", server.data());
        server.start().awaitReady(READY);
        kartra = new Sender(server.url());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static List<Hostile> allOfThem() {
        return ALL;
    }

    @ParameterizedTest
    @MethodSource("allOfThem")
    void keepsOrRefusesItAsDocumented(Hostile hostile) {
        var answer = kartra.exchange(hostile.request());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(hostile.status());
        if (hostile.status() < 300) {
            var id = Sender.idIn(answer);
            assertThat(database.bytes("select body from inbox where id = '%s'".formatted(id)))
                    .isEqualTo(hostile.body());
            assertThat(answer.body()).contains("\"kept\":true");
            if (hostile.outcome().equals("PROCESSED")) {
                database.awaitState("PROCESSED", id);
            } else {
                assertThat(database.rows("select state, last_error from inbox where id = '%s'".formatted(id)))
                        .singleElement()
                        .asString()
                        .startsWith("QUARANTINED|" + hostile.outcome());
            }
        }
    }

    static Stream<Hostile> charactersThatNoDatabaseTakes() {
        var escaped = "{\"lead\": {\"email\": \"x\\u0000\\udc00@example.org\"}, \"action\": \"a\\u0000b\\ud800\"}";
        var nul = escaped.replace("\\u0000", "\0").getBytes(StandardCharsets.UTF_8);
        var surrogates = escaped.replace("\\udc00", "~").replace("\\ud800", "~").replace("\\u0000", "");
        return Stream.of(
                Hostile.text("as escapes", escaped, 200, ""),
                new Hostile("NUL as a byte", nul, "", 202, ""),
                new Hostile("surrogates as bytes", withLoneSurrogates(surrogates), "", 202, ""));
    }

    /** For each tilde, the three bytes that UTF-8 forbids. */
    private static byte[] withLoneSurrogates(String text) {
        return text.replace("~", "\u00ed\u00a0\u0080").getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("charactersThatNoDatabaseTakes")
    void keepsAll256ThatComeTogetherThoughOneHoldsCharactersThatNoDatabaseTakes(Hostile hostile) {
        var before = database.count("select count(*) from delivery_body");
        var posts = IntStream.range(0, 256)
                .mapToObj(i -> i == 128
                        ? hostile.request()
                        : kartra.post(Sender.KEY)
                                .POST(BodyPublishers.ofString(Sender.tagAssigned(1000 + i, before, "together"))))
                .toList();

        var statuses = inParallel(256, posts.stream().map(HostileIT::status).toList());

        assertThat(statuses.get(128)).isEqualTo(hostile.status());
        statuses.remove(128);
        assertThat(statuses).hasSize(255).containsOnly(200);
        assertThat(database.count("select count(*) from delivery_body") - before)
                .isEqualTo(256);
        database.awaitCount(0, "select count(*) from queue");
        System.out.printf("256 together, of which one holds %s: 256 kept%n", hostile);
    }

    @Test
    void livesThroughAFloodOfAllOfThem() {
        var flood =
                IntStream.range(0, 10).boxed().flatMap(round -> ALL.stream()).toList();

        var statuses = inParallel(
                CONNECTIONS,
                flood.stream().map(hostile -> status(hostile.request())).toList());

        assertThat(statuses).isEqualTo(flood.stream().map(Hostile::status).toList());
        database.awaitCount(0, "select count(*) from queue");
        assertThat(kartra.sends(Sender.tagAssigned(1, 1, UUID.randomUUID().toString()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.console()).doesNotContain("OutOfMemoryError", "StackOverflowError");
        System.out.printf(
                "%d hostile bodies over %d connections to a heap of %s: all answered as documented, %d MB of the heap in use afterwards%n",
                flood.size(), CONNECTIONS, HEAP, server.heapAfterCollection() / 1_000_000);
    }

    @Test
    void isNotImpressedByAFloodOfWrongKeys() {
        kartra.sends(Sender.tagAssigned(1, 1, UUID.randomUUID().toString()));
        long lines = server.console().lines().count();
        int threads = threads();
        var key = "guessed-key-";

        var posts = new ArrayList<HttpRequest.Builder>();
        var expected = new ArrayList<Integer>();
        for (int i = 0; i < 10_000; i++) {
            var guess = key + UUID.randomUUID();
            var request = kartra.post(i % 4 == 1 ? guess + "/" + guess : i % 4 == 2 ? "../" + guess : guess);
            var get = i % 4 == 3;
            posts.add(
                    get
                            ? request.method(i % 8 == 3 ? "GET" : "DELETE", BodyPublishers.noBody())
                            : request.POST(BodyPublishers.ofString(Sender.tagAssigned(1, 1, "guessed"))));
            expected.add(i % 4 < 2 ? 404 : get ? 405 : server.statusBesideTheFrontDoor());
        }
        var statuses =
                inParallel(CONNECTIONS, posts.stream().map(HostileIT::status).toList());

        assertThat(statuses).isEqualTo(expected);
        long linesMore = server.console().lines().count() - lines;
        int threadsMore = threads() - threads;
        assertThat(server.console()).doesNotContain(key, Sender.KEY);
        assertThat(linesMore).isLessThan(10);
        assertThat(threadsMore).isLessThan(2 * CONNECTIONS); // the JVM's own come and go, too
        System.out.printf(
                "10,000 requests with wrong keys, paths and methods: all answered 404 or 405, %d log lines and %d threads more%n",
                linesMore, threadsMore);
    }

    /** Refused or not, the server reads what still comes of their bodies, until after the time that a body has. No database sees them. */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
    @ValueSource(
            strings = {
                "/outbound",
                "/outbound/a-wrong-key",
                "/outbound/" + Sender.KEY,
                "/api/keys",
                "/console/keys",
                "/console/sign-in",
                "/health/live",
                "/nothing"
            })
    void answersKartraWhileHundredsSendSlowlySomewhere(String path) {
        var visit = "{\"lead\": {\"id\": 2}, \"action\": \"kartra_page_visit\"}";
        var slow = new ArrayList<SlowPost>();
        try {
            for (int i = 0; i < 200; i++) {
                slow.add(SlowPost.to(server.url(), path, "a".repeat(1000)).sends(10));
            }
            long longest = 0;
            int answered = 0;
            long end = System.nanoTime() + BODY_TIMEOUT.plusSeconds(2).toNanos();
            while (System.nanoTime() < end) {
                long begin = System.nanoTime();
                assertThat(kartra.sends(visit).statusCode()).isEqualTo(200);
                longest = Math.max(longest, System.nanoTime() - begin);
                answered++;
            }
            System.out.printf(
                    "200 slow bodies to %s: %d answered meanwhile, the longest after %d ms%n",
                    path, answered, Duration.ofNanos(longest).toMillis());
            assertThat(Duration.ofNanos(longest)).isLessThan(BODY_TIMEOUT);
        } finally {
            slow.forEach(SlowPost::close);
        }
    }

    private static int threads() {
        return (int) server.jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\""))
                .count();
    }

    private static Callable<Integer> status(HttpRequest.Builder request) {
        return () -> {
            HttpResponse<String> answer = kartra.exchange(request);
            assertThat(answer.body()).doesNotContain(Sender.KEY, "guessed-key");
            return answer.statusCode();
        };
    }

    private static <T> List<T> inParallel(int threads, List<Callable<T>> work) {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var results = new ArrayList<T>();
            for (var result : pool.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
