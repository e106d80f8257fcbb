package dev.kartrainbox;

import static dev.kartrainbox.ApiClient.basic;
import static dev.kartrainbox.ApiClient.bearer;
import static dev.kartrainbox.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The API of a real server, as scripts with and without rights see it. The last test looks at all that was answered and logged. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiIT {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final String EMAIL = "seen.in.no.log@example.org";
    private static final String NAME = "Philippa";
    private static final String PASSWORD = "a viewer's password: ü$";
    private static final String WRONG_PASSWORD = "a wrong one that nobody logs";
    private static final String FORMULA = "=cmd|' /C calc'!A1";
    private static final String REBUILD = "/api/mirror/rebuild";

    private static ServerProcess server;
    private static Database database;
    private static ApiClient script;
    private static String administratorsPassword;
    private static String operator;
    private static String viewer;
    private static String expired;
    private static String revoked;
    private static List<ApiOperation> operations;

    @BeforeAll
    static void start() throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("KARTRA_INBOX_KEY", ""); // not those of the environment: keys are made and ended here
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("api", null).settings());
        }
        server = ServerProcess.named("api", Wars.built(), settings);
        server.start().awaitReady(READY);
        database = Database.isPostgresql()
                ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                : Database.named("api", server.data());
        script = new ApiClient(server.url());
        administratorsPassword = Files.readString(server.data().resolve("kartra-inbox/admin-password"))
                .strip();
        var administrator = basic("admin", administratorsPassword);
        operator = bearer(token(administrator, "{\"name\":\"scripts\"}"));
        assertThat(script.call(
                                "POST",
                                "/api/accounts",
                                operator,
                                "{\"name\":\"vera\",\"password\":\"" + PASSWORD + "\",\"role\":\"viewer\"}")
                        .statusCode())
                .isEqualTo(201);
        viewer = bearer(token(basic("vera", PASSWORD), "{\"name\":\"looks\",\"days\":1}"));
        expired = bearer(token(administrator, "{\"name\":\"expired\"}"));
        database.executes("update token set expires_at = created_at where name = 'expired'");
        revoked = bearer(token(administrator, "{\"name\":\"revoked\"}"));
        assertThat(script.call("DELETE", "/api/tokens/" + idOfToken("revoked"), operator, null)
                        .statusCode())
                .isEqualTo(204);
        operations = ApiOperation.all(json(script.get("/api/openapi.json", operator)));
        assertThat(operations).hasSizeGreaterThan(30);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void nothingIsReachableWithoutALiveToken() {
        var nothing = Arrays.asList(
                null,
                expired,
                revoked,
                bearer("kinbox_" + "x".repeat(43)),
                bearer("nonsense"),
                basic("admin", administratorsPassword));
        for (var operation : operations) {
            for (var authorization : nothing) {
                if (operation.is("POST", "/api/tokens") && authorization != null && authorization.startsWith("Basic")) {
                    continue;
                }
                var answer = call(operation, authorization);
                assertThat(answer.statusCode())
                        .as(operation + " by " + authorization)
                        .isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .startsWith("Bearer");
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.body())
                        .isEqualTo(call(operations.get(0), null).body());
            }
        }
        for (var other : List.of("/api", "/api/", "/api/nothing", "/api/deliveries;x=y", "/api/%2e/deliveries")) {
            assertThat(script.get(other, null).statusCode()).as(other).isIn(401, 404);
            assertThat(script.get(other, null).body()).doesNotContain("deliveries\":");
        }
    }

    @Test
    @Order(2)
    void aViewerSeesAndDoesNoMoreThanTheDocumentSays() {
        for (var operation : operations) {
            var answer = call(operation, viewer);
            var forbidden = !operation.isForViewers() || operation.is("POST", "/api/tokens");
            assertThat(answer.statusCode() == 403)
                    .as(operation + ": " + answer.body())
                    .isEqualTo(forbidden);
        }
    }

    @Test
    @Order(3)
    void everyAnswerIsOneOfThoseInTheDocument() {
        for (var operation : operations) {
            for (var query :
                    List.of("", "?size=0", "?state=nowhere&anew=perhaps&dryRun=maybe", "?cursor=x&id=y&email=z")) {
                if (operation.is("POST", REBUILD) && query.isEmpty()) {
                    continue; // a flow of its own below
                }
                var answer = call(operation, query, operator);
                assertThat(operation.statuses())
                        .as(operation + query + ": " + answer.body())
                        .contains(answer.statusCode());
            }
        }
        assertThat(script.call("PATCH", "/api/deliveries", operator, null).statusCode())
                .isEqualTo(405);
        assertThat(script.get("/api/nothing", operator).statusCode()).isEqualTo(404);
        assertThat(script.call("POST", "/api/keys", operator, "{\"name\":").statusCode())
                .isEqualTo(400);
        assertThat(script.call("POST", "/api/keys", operator, "[]").statusCode())
                .isEqualTo(400);
        assertThat(script.call("POST", "/api/keys", operator, "{\"name\":\"" + "x".repeat(17_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    @Order(4)
    void seesWhatCameAndMendsIt() {
        var url = json(script.call("POST", "/api/keys", operator, "{\"name\":\"main\"}"))
                .getString("url");
        awaitAccepted(url);
        var kartra = new Sender(server.url());
        var id = Sender.idIn(kartra.exchange(post(url, notification())));
        database.awaitState("PROCESSED", id);
        kartra.exchange(post(url, "this is no JSON"));
        kartra.exchange(post(url, "{\"lead\":{\"id\":5},\"action\":\"" + FORMULA + "\"}"));

        assertThat(script.get("/api/deliveries?state=QUARANTINED&key=main", operator)
                        .body())
                .contains("not JSON");
        var detail = json(script.get("/api/deliveries/" + id, operator));
        assertThat(detail.getString("body")).isEqualTo(notification());
        assertThat(detail.getJsonObject("delivery").getString("leadEmail")).isEqualTo(EMAIL);
        assertThat(script.get("/api/deliveries/" + id + "/body", operator).body())
                .isEqualTo(notification());
        for (var query : List.of(
                "email=" + encoded(EMAIL),
                "leadId=731904",
                "transaction=880411",
                "product=4417",
                "action=buy_product",
                "from=2020-01-01T00:00:00Z")) {
            assertThat(script.get("/api/deliveries?" + query, operator).body())
                    .as(query)
                    .contains(id);
        }
        assertThat(script.get("/api/deliveries?to=2020-01-01T00:00:00Z", operator)
                        .body())
                .doesNotContain(id);
        assertThat(script.get("/api/leads?email=" + encoded(EMAIL), operator).body())
                .contains("\"key\":\"i:731904\"", NAME);
        assertThat(script.get("/api/leads/i:731904", operator).body()).contains(NAME, "880411");
        assertThat(script.get("/api/leads/i:731904/timeline", operator).body()).contains("buy_product", id);

        assertThat(script.call(
                                "POST",
                                "/api/selection/replay?key=main&state=PROCESSED&action=buy_product",
                                operator,
                                null)
                        .body())
                .contains("\"dryRun\":true", "\"queued\":1");
        assertThat(script.call("POST", "/api/deliveries/" + id + "/replay", operator, null)
                        .statusCode())
                .isEqualTo(200);
        database.awaitState("PROCESSED", id);
        assertThat(script.call("POST", "/api/deliveries/" + id + "/release", operator, null)
                        .statusCode())
                .isEqualTo(409);
        assertThat(script.call("POST", "/api/selection/replay?lead=" + encoded(EMAIL) + "&dryRun=false", operator, null)
                        .body())
                .contains("\"queued\":1");
        database.awaitState("PROCESSED", id);
        assertThat(script.call("POST", REBUILD + "?dryRun=false&lead=" + encoded(EMAIL), operator, null)
                        .body())
                .contains("\"leads\":1");
        database.awaitCount(0, "select count(*) from queue");
        assertThat(script.get("/api/deliveries/counts", viewer).body()).contains("\"QUARANTINED\":1");
        Await.until(() -> script.get("/api/arrivals", viewer) // counted again every 15 seconds
                .body()
                .contains("\"action\":\"buy_product\",\"lastArrival\":\""));
        assertThat(script.get("/api/arrivals", viewer).body())
                .contains("\"current\":true", "\"today\":3", "\"weekAgo\":0", "\"lastFiveMinutes\":")
                .contains("{\"lastArrival\":\"", "\"name\":\"main\"}");
        assertThat(script.get("/api/audit?size=500", operator).body())
                .contains("admin by scripts", "create-key", "replay", "named by an e-mail address", "begun", "rebuild")
                .doesNotContain(EMAIL);
    }

    @Test
    @Order(5)
    void pagesHaveEachDeliveryOnce() {
        var first = json(script.get("/api/deliveries?size=1", operator));
        var second = json(script.get("/api/deliveries?size=1&cursor=" + first.getString("next"), operator));

        assertThat(idsOn(first)).hasSize(1).doesNotContainAnyElementsOf(idsOn(second));
        assertThat(idsOn(second)).hasSize(1);
    }

    @Test
    @Order(6)
    void hidesPersonalDataFromViewers() {
        var id = idsOn(json(script.get("/api/deliveries?action=buy_product", operator)))
                .get(0);
        for (var path : List.of(
                "/api/deliveries",
                "/api/deliveries/" + id,
                "/api/leads?id=731904",
                "/api/leads/i:731904",
                "/api/leads/i:731904/timeline")) {
            var answer = script.get(path, viewer);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).as(path).doesNotContain(EMAIL, NAME, "127.0.0.1", "User-Agent");
        }
        assertThat(script.get("/api/deliveries/" + id, viewer).body()).contains("s…@e…");
        assertThat(script.get("/api/leads/i:731904", viewer).body()).contains("\"firstName\":\"P.\"");
    }

    @Test
    @Order(7)
    void exportsWithoutFormulas() {
        var csv = script.get("/api/export/deliveries.csv", operator);
        var lines = script.get("/api/export/deliveries.ndjson?action=buy_product", operator);

        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.body()).contains(EMAIL).contains("\"'" + FORMULA + "\"").doesNotContain(",\"=", ",=");
        assertThat(lines.body().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("{")
                .contains(EMAIL);
    }

    @Test
    @Order(8)
    void explainsAndKeepsNothing() {
        long before = database.count("select count(*) from delivery");

        var explained = json(script.call("POST", "/api/explain", operator, notification()));

        assertThat(explained.getString("event")).isEqualTo("ProductPurchased");
        assertThat(explained.getString("repeats")).isNotEmpty();
        assertThat(database.count("select count(*) from delivery")).isEqualTo(before);
        assertThat(script.call("POST", "/api/explain", operator, "x".repeat((1 << 20) + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    @Order(9)
    void replacesAKeyWithoutAGap() {
        var made =
                json(script.call("POST", "/api/keys/main/rotate", operator, "{\"name\":\"next\",\"keepOldHours\":1}"));
        var next = made.getString("url");
        awaitAccepted(next);
        assertThat(script.call("DELETE", "/api/keys/next", operator, null).statusCode())
                .isEqualTo(204);

        Await.until(() -> statusOf(next) == 404);

        assertThat(script.get("/api/keys", viewer).body())
                .contains("\"name\":\"main\"", "liveUntil")
                .doesNotContain(next.substring(next.lastIndexOf('/') + 1));
        assertThat(script.call("POST", "/api/keys", operator, "{\"name\":\"next\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    @Order(10)
    void tellsNobodyWhetherAnAccountExists() {
        var known = script.call("POST", "/api/tokens", basic("vera", WRONG_PASSWORD), "{\"name\":\"x\"}");
        var unknown = script.call("POST", "/api/tokens", basic("nobody", WRONG_PASSWORD), "{\"name\":\"x\"}");

        assertThat(known.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(known.body());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
    }

    @Test
    @Order(11)
    void slowsDownWhoGuessesAndNobodyElse() {
        HttpResponse<String> answer;
        int guesses = 0;
        do {
            answer = script.call("POST", "/api/tokens", basic("vera", WRONG_PASSWORD), "{\"name\":\"x\"}");
            guesses++;
        } while (answer.statusCode() == 401 && guesses < 20);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(script.get("/api/deliveries", viewer).statusCode()).isEqualTo(200);
        assertThat(script.call("POST", "/api/tokens", basic("admin", administratorsPassword), "{\"name\":\"still\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(database.count("select count(*) from audit where operation = 'sign-in'"))
                .isEqualTo(1);
    }

    @Test
    @Order(12)
    void aTokenMayNotDoMoreThanItsAccount() {
        assertThat(script.call(
                                "POST",
                                "/api/accounts",
                                operator,
                                "{\"name\":\"olga\",\"password\":\"another long password\",\"role\":\"operator\"}")
                        .statusCode())
                .isEqualTo(201);
        var hers = bearer(token(basic("olga", "another long password"), "{\"name\":\"hers\"}"));
        assertThat(script.get("/api/audit", hers).statusCode()).isEqualTo(200);

        assertThat(script.call("PUT", "/api/accounts/olga/role", operator, "{\"role\":\"viewer\"}")
                        .statusCode())
                .isEqualTo(204);

        assertThat(script.get("/api/audit", hers).statusCode()).isEqualTo(401);
        var asked = script.call(
                "POST",
                "/api/tokens",
                basic("olga", "another long password"),
                "{\"name\":\"more\",\"role\":\"operator\"}");
        assertThat(asked.statusCode()).isEqualTo(400);
        assertThat(asked.body()).contains("may not do more than its account");
        assertThat(script.call("POST", "/api/tokens", operator, "{\"name\":\"more\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(script.call("DELETE", "/api/accounts/olga", operator, null).statusCode())
                .isEqualTo(204);
        assertThat(script.call("DELETE", "/api/accounts/admin", operator, null).statusCode())
                .isEqualTo(409);
    }

    @Test
    @Order(13)
    void neitherAnswersNorLogsHoldWhatTheyMayNot() throws Exception {
        for (var answer : script.answers()) {
            var headers = answer.headers();
            assertThat(headers.firstValue("Cache-Control").orElse(""))
                    .as(answer.uri().getPath())
                    .contains("no-store");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
            assertThat(headers.firstValue("Set-Cookie")).isEmpty();
            assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.body())
                    .doesNotContain(administratorsPassword, PASSWORD, WRONG_PASSWORD, "Exception", "SQLSTATE");
            if (answer.statusCode() >= 400) {
                assertThat(headers.firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.body()).doesNotContain(EMAIL);
            }
        }
        var url = Files.readString(server.data().resolve("kartra-inbox/outbound-url"))
                .strip();
        var log = server.console() + server.log();
        assertThat(log)
                .doesNotContain(EMAIL, NAME, PASSWORD, WRONG_PASSWORD, administratorsPassword, "kinbox_")
                .doesNotContain(url.substring(url.lastIndexOf('/') + 1));
        for (var secret : List.of(operator, viewer, expired, revoked)) {
            assertThat(database.rows("select operator, subject, outcome from audit")
                            .toString())
                    .doesNotContain(secret.substring("Bearer ".length()), EMAIL, PASSWORD);
        }
    }

    private static String token(String authorization, String body) {
        var answer = script.call("POST", "/api/tokens", authorization, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).getString("token");
    }

    private static String idOfToken(String name) {
        return database.rows("select id from token where name = '%s'".formatted(name))
                .get(0);
    }

    private static HttpResponse<String> call(ApiOperation operation, String authorization) {
        return call(operation, "", authorization);
    }

    /** About what is not there, so that nothing is changed. */
    private static HttpResponse<String> call(ApiOperation operation, String query, String authorization) {
        var path =
                operation.path().replace("{id}", UUID.randomUUID().toString()).replaceAll("\\{\\w+}", "nobody");
        return script.call(operation.method(), path + query, authorization, operation.takesJson() ? "{}" : null);
    }

    private static List<String> idsOn(JsonObject page) {
        return page.getJsonArray("deliveries").getValuesAs(JsonObject.class).stream()
                .map(delivery -> delivery.getString("id"))
                .toList();
    }

    private static void awaitAccepted(String url) {
        Await.until(() -> statusOf(url) != 404);
    }

    /** Of an empty body, which is not kept. */
    private static int statusOf(String url) {
        return new Sender(server.url()).exchange(post(url, "")).statusCode();
    }

    /** The URL is the public one, whose host is not this server. */
    private static HttpRequest.Builder post(String url, String body) {
        return new Sender(server.url())
                .post(url.substring(url.lastIndexOf('/') + 1))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String notification() {
        return """
                {"lead":{"id":"731904","email":"%s","first_name":"%s"},"action":"buy_product","action_details":\
                {"transaction_details":{"transaction_id":"880411","product_id":"4417","product_name":"Course",\
                "transaction_full_amount":"97.00"}}}""".formatted(EMAIL, NAME);
    }
}
