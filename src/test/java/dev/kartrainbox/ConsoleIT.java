package dev.kartrainbox;

import static dev.kartrainbox.ApiClient.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Fragile;
import dev.kartrainbox.extension.Witness;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;

/** The console, in a real browser, as somebody uses it who has to look after notifications. */
class ConsoleIT {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final String ADMIN = "admin";
    private static final String PASSWORD = "a password of the console's test";
    private static final String VIEWER = "vera";
    private static final String COOKIE = "kartra-inbox-console";
    private static final String SESSION = "JSESSIONID";
    private static final String DONE = "All observers were told, and are done.";
    private static final Pattern VIEW_STATE =
            Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]*)\"");

    /** Tries to run in each place that it can get to: text, an attribute, a script, an expression, a style, an address. */
    private static final String EVIL =
            "</script><script>window.broken=1</script>\"'><img src=x onerror=window.broken=2>"
                    + "#{facesContext.externalContext.setResponseStatus(555)}${7*7}</style></textarea><svg onload=window.broken=3>";

    private static ServerProcess server;
    private static Database database;
    private static Sender kartra;
    private static String key;

    private Browser browser;

    @BeforeAll
    static void start() throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("KARTRA_INBOX_KEY", ""); // not those of the environment: keys are made and ended here
        settings.put("KARTRA_INBOX_ADMIN_PASSWORD", PASSWORD);
        settings.put("KARTRA_INBOX_PROXIES", "127.0.0.1");
        settings.put("KARTRA_INBOX_ATTEMPTS", "2");
        settings.put("KARTRA_INBOX_RETRY_DELAY", "1");
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("looked_at", null).settings());
        }
        server = ServerProcess.named("looked-at", Wars.extended(), settings);
        database = Database.isPostgresql()
                ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                : Database.named("looked-at", server.data());
        server.start().awaitReady(READY);
        database.executes(Witness.TABLE);
        database.executes(Fragile.TABLE);
        var url = Files.readString(server.data().resolve("kartra-inbox/outbound-url"))
                .strip();
        key = url.substring(url.lastIndexOf('/') + 1);
        kartra = new Sender(server.url());
        assertThat(new ApiClient(server.url())
                        .call("POST", "/api/tokens", basic(ADMIN, PASSWORD), "{\"name\":\"test\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        browser = Browser.of(server.url());
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String sends(String body) {
        var answer = kartra.exchange(kartra.post(key).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isIn(200, 202);
        return Sender.idIn(answer);
    }

    private Browser signedIn() {
        return browser.opens("/console/sign-in").signsIn(ADMIN, PASSWORD);
    }

    @Test
    void signsInWhereSomebodyWantedToGoAndOutAgain() {
        browser.opens("/console/deliveries?state=PARKED");
        assertThat(browser.title()).startsWith("Sign in");

        browser.signsIn(ADMIN, "not the password").awaits("The account or the password is wrong.");
        browser.signsIn(ADMIN, PASSWORD);

        assertThat(browser.page()).isEqualTo("/console/deliveries?state=PARKED");
        assertThat(browser.value("search:state")).isEqualTo("PARKED");

        browser.clicks("leave:signOut");
        assertThat(browser.title()).startsWith("Sign in");
        browser.opens("/console/keys");
        assertThat(browser.title()).startsWith("Sign in");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void findsWhatIsParkedReadsWhyAndReplaysItOnceTheCauseIsMended() throws Exception {
        var fails = Files.createFile(Fragile.switchIn(server.data()));
        var id = sends(Sender.tagAssigned(Fragile.FIRST_LEAD + 1, 5, "Course A"));
        database.awaitState("PARKED", id);

        signedIn().opens("/console/deliveries");
        browser.runs("document.getElementById('search:state').value = 'PARKED'");
        browser.clicks("search:find").clicks(By.cssSelector("table a"));
        assertThat(browser.page()).isEqualTo("/console/delivery?id=" + id);
        assertThat(browser.text()).contains("parked", Fragile.ALWAYS, "IllegalStateException", "gave up after");
        assertThat(browser.text()).contains("\"tag_name\": \"Course A\"");

        Files.delete(fails);
        browser.clicks("deliver:replay").awaits("It is queued");

        browser.awaits(DONE);
        assertThat(browser.has("follow")).isFalse();
        assertThat(browser.text()).doesNotContain("gave up");
        database.awaitState("PROCESSED", id);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void erasesALead() {
        sends(Sender.tagAssigned(7_000_001, 5, "Course A"));
        var delivery = sends(Sender.tagAssigned(7_000_001, 6, "Course B"));
        database.awaitState("PROCESSED", delivery);

        signedIn()
                .opens("/console/leads")
                .types("search:typed", "lead7000001@example.org")
                .clicks("search:find");
        assertThat(browser.page()).doesNotContain("lead7000001", "@");
        browser.clicks(By.cssSelector("table a"));
        assertThat(browser.text()).contains("lead7000001@example.org", "Course A", "Course B", "assign_tag");
        browser.follows("Erase…");
        assertThat(browser.text()).contains("7000001", "Nothing is done before");
        assertThat(database.count("select count(*) from lead where id = 7000001"))
                .isEqualTo(1);
        browser.clicks("erase:perform").awaits("Erased: 2 deliveries");

        assertThat(database.count("select count(*) from lead where id = 7000001"))
                .isZero();
        database.awaitState("ERASED", delivery);
        browser.types("search:typed", "lead7000001@example.org")
                .clicks("search:find")
                .awaits("Nobody is known by this.");
        browser.opens("/console/audit").awaits("2 deliveries erased");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void rotatesAKeyAndEndsTheOldOne() {
        signedIn().opens("/console/keys").types("create:newName", "shop").clicks("create:make");
        var first = secret(browser.value("url"));
        browser.opens("/console/keys");
        assertThat(browser.has("url")).isFalse();

        browser.follows("shop").types("rotate:newName", "shop-2").clicks("rotate:replace");
        var second = secret(browser.value("url"));
        Await.until(() -> status(second) == 200 && status(first) == 200);

        browser.opens("/console/key?name=shop").clicks("end:disable").awaits("The key shop has ended.");
        Await.until(() -> status(first) == 404);
        assertThat(status(second)).isEqualTo(200);
        browser.opens("/console/key?name=shop-2").awaits("assign_tag");
        assertThat(database.rows("select operation from audit where subject = 'shop' order by id"))
                .containsExactly("create-key", "rotate-key", "disable-key");
        assertThat(browser.complaints()).isEmpty();
    }

    private static String secret(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static int status(String secret) {
        return kartra.exchange(kartra.post(secret).POST(BodyPublishers.ofString(Sender.tagAssigned(6, 5, "Rotated"))))
                .statusCode();
    }

    @Test
    void explainsASampleSendsItAndFollowsIt() {
        signedIn().opens("/console/try-it");
        browser.runs("document.getElementById('send:action').value = 'buy_product'");
        browser.clicks("send:take");
        var sample = browser.value("send:body").replace("880411", "4711001");
        assertThat(sample).contains("buy_product", "4711001");
        browser.runs("document.getElementById('send:body').value = arguments[0]", sample);

        browser.clicks("send:explain").awaits("ProductPurchased");
        assertThat(browser.text()).contains("Sales.on(CommerceEvent)", "nothing: it would be told");
        assertThat(database.count("select count(*) from delivery where key_name = 'try-it'"))
                .isZero();

        browser.clicks("send:post").awaits("The front door answered 200").awaits(DONE);
        assertThat(browser.text()).contains("try-it", "Sales.on(CommerceEvent)");
        assertThat(database.count("select count(*) from sale where transaction_id = 4711001"))
                .isEqualTo(1);

        browser.opens("/console/try-it").types("send:body", "{\"lead\":").clicks("send:explain");
        browser.awaits("It would be kept, and quarantined as unreadable: not JSON");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void makesAndEndsAnAccountAndAToken() {
        signedIn().opens("/console/people").types("create:newName", "paul").types("create:password", "short");
        browser.runs("document.getElementById('create').noValidate = true");
        browser.clicks("create:make").awaits("A password has 12 to 200 characters.");
        browser.types("create:newName", "paul")
                .types("create:password", PASSWORD)
                .clicks("create:make");
        browser.awaits("paul may sign in now.");

        browser.types("token:name", "deploy").types("token:password", "wrong").clicks("token:make");
        browser.awaits("The password is wrong.");
        browser.types("token:name", "deploy").types("token:password", PASSWORD).clicks("token:make");
        var token = browser.value("secret");
        var api = new ApiClient(server.url());
        assertThat(api.get("/api/drift", ApiClient.bearer(token)).statusCode()).isEqualTo(200);
        browser.opens("/console/people");
        assertThat(browser.has("secret")).isFalse();
        browser.follows("deploy").clicks("end:revoke").awaits("The token deploy has ended.");
        assertThat(api.get("/api/drift", ApiClient.bearer(token)).statusCode()).isEqualTo(401);

        browser.opens("/console/account?name=paul").clicks("other:remove").awaits("paul is removed.");
        assertThat(api.call("POST", "/api/tokens", basic("paul", PASSWORD), "{\"name\":\"x\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(browser.complaints()).isEmpty();
    }

    /** Whatever Kartra, or somebody who knows the URL, writes into whichever field: it stands there as they wrote it. */
    @Test
    void runsNothingThatSomebodySends() {
        var evil = EVIL.replace("\\", "\\\\").replace("\"", "\\\"");
        var lead = new ArrayList<String>();
        for (var field : List.of(
                "first_name",
                "middle_name",
                "last_name",
                "last_name2",
                "phone",
                "company",
                "address",
                "city",
                "zip",
                "state",
                "country",
                "website",
                "facebook",
                "lead_picture",
                "source",
                "gdpr_lead_status_ip")) {
            lead.add("\"%s\":\"%s\"".formatted(field, evil));
        }
        var people = "{\"lead\":{\"id\":\"7000666\",\"email\":\"<script>window.broken=4</script>@example.org\","
                + String.join(",", lead)
                + ",\"custom_fields\":[{\"field_id\":\"1\",\"field_identifier\":\"" + evil
                + "\",\"field_type\":\"input_field\",\"field_value\":\"" + evil + "\"}],\"" + evil + "\":1},";
        var tagged = sends(
                people + "\"action\":\"assign_tag\",\"action_details\":{\"tag\":{\"tag_id\":\"666\",\"tag_name\":\""
                        + evil + "\"}}}");
        var unknown = sends(people + "\"action\":\"" + evil + "\",\"action_details\":{}}");
        var answer = kartra.exchange(kartra.post(key)
                .header("User-Agent", EVIL)
                .header("Content-Type", "text/html; x=\"<script>window.broken=5</script>\"")
                .POST(BodyPublishers.ofString("<script>window.broken=6</script>" + EVIL)));
        var unreadable = Sender.idIn(answer);
        database.awaitState("PROCESSED", tagged);
        database.awaitState("PROCESSED", unknown);

        signedIn();
        for (var page : List.of(
                "/console/delivery?id=" + tagged,
                "/console/delivery?id=" + unknown,
                "/console/delivery?id=" + unreadable,
                "/console/deliveries",
                "/console/deliveries?action=" + encoded(EVIL),
                "/console/deliveries?key=" + encoded(EVIL) + "&state=" + encoded(EVIL) + "&from=" + encoded(EVIL),
                "/console/selection?do=replay&action=" + encoded(EVIL.substring(0, 40)) + "&observer=" + encoded(EVIL),
                "/console/lead?of=i:7000666",
                "/console/erase?of=i:7000666",
                "/console/leads?of=i:7000666",
                "/console/leads?of=" + encoded(EVIL),
                "/console/drift",
                "/console/drift?action=" + encoded(EVIL),
                "/console/overview",
                "/console/problem?what=" + encoded(EVIL),
                "/console/key?name=" + encoded(EVIL),
                "/console/account?name=" + encoded(EVIL),
                "/console/keys?expired=" + encoded(EVIL),
                "/console/sign-in?then=" + encoded(EVIL))) {
            browser.opens(page);
            assertThat(browser.runs("return window.broken")).as(page).isNull();
            assertThat(browser.runs("return document.querySelectorAll('[onerror],[onload]').length"))
                    .as(page)
                    .isEqualTo(0L);
        }
        browser.opens("/console/lead?of=i:7000666");
        assertThat(browser.text()).contains(EVIL, "${7*7}");
        browser.opens("/console/delivery?id=" + unreadable);
        assertThat(browser.text()).contains("<script>window.broken=6</script>");
        browser.opens("/console/try-it")
                .runs("document.getElementById('send:body').value = arguments[0]", people + EVIL);
        browser.clicks("send:explain").awaits("quarantined as unreadable");
        assertThat(browser.runs("return window.broken")).isNull();
        assertThat(browser.complaints()).isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The policy is in force, and a test would hear of what breaks it. */
    @Test
    void forbidsScriptsThatAreNotOurs() {
        signedIn()
                .runs("var script = document.createElement('script'); script.textContent = 'window.broken = 1';"
                        + " document.body.appendChild(script); var image = document.createElement('img');"
                        + " image.src = 'https://example.org/x.png'; document.body.appendChild(image);");

        assertThat(browser.runs("return window.broken")).isNull();
        Await.until(() -> browser.complaints().size() >= 2);
        assertThat(browser.complaints())
                .allSatisfy(complaint -> assertThat(complaint).contains("Content Security Policy"));
    }

    @Test
    void isNobodysWhoPlantsASession() {
        browser.opens("/console/sign-in");
        browser.settings().addCookie(new Cookie(SESSION, "planted", "/kartra-inbox"));
        browser.settings().addCookie(new Cookie(COOKIE, "planted", "/kartra-inbox/console"));
        browser.signsIn(ADMIN, PASSWORD);

        var session = browser.cookie(SESSION).orElseThrow();
        var ours = browser.cookie(COOKIE).orElseThrow();
        assertThat(session.getValue()).isNotEqualTo("planted");
        assertThat(ours.getValue()).isNotEqualTo("planted");
        assertThat(List.of(session, ours))
                .allSatisfy(cookie -> assertThat(cookie.isHttpOnly()).isTrue());
        assertThat(ours.getSameSite()).isEqualTo("Strict");

        var http = new Visitor();
        http.cookies.put(SESSION, session.getValue());
        assertThat(http.get("/console/keys").statusCode())
                .as("the session's id alone")
                .isEqualTo(303);
        http.cookies.put(COOKIE, ours.getValue());
        assertThat(http.get("/console/keys").statusCode()).as("both").isEqualTo(200);

        browser.clicks("leave:signOut");
        assertThat(http.get("/console/keys").statusCode())
                .as("after signing out")
                .isEqualTo(303);
    }

    @Test
    void isBoundToTlsBehindAProxyThatSpeaksIt() {
        var http = new Visitor();
        http.headers.put("X-Forwarded-Proto", "https");

        var answer = http.signsIn(ADMIN, PASSWORD);

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith(COOKIE).contains("; Secure", "; HttpOnly", "; SameSite=Strict"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(SESSION)
                        .containsIgnoringCase("; HttpOnly")
                        .containsIgnoringCase("; SameSite=Lax"));
    }

    @Test
    void saysKindlyThatAPageWasOpenForTooLong() {
        signedIn().opens("/console/keys").types("create:newName", "too-late");
        var http = new Visitor();
        http.cookies.put(SESSION, browser.cookie(SESSION).orElseThrow().getValue());
        http.cookies.put(COOKIE, browser.cookie(COOKIE).orElseThrow().getValue());
        http.posts("/console/keys", "leave", Map.of("leave:signOut", "x"));

        browser.clicks("create:make");
        assertThat(browser.title()).startsWith("Sign in");
        browser.signsIn(ADMIN, PASSWORD);
        assertThat(browser.page()).isEqualTo("/console/keys");

        browser.types("create:newName", "too-late");
        browser.runs(
                "document.querySelectorAll('[name=\"jakarta.faces.ViewState\"]').forEach(field => field.value = '1:1')");
        browser.clicks("create:make").awaits("This page had been open for too long");
        assertThat(database.count("select count(*) from access_key where name = 'too-late'"))
                .isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void letsViewersLookAndDoNothing() {
        var api = new ApiClient(server.url());
        var token = ApiClient.json(api.call("POST", "/api/tokens", basic(ADMIN, PASSWORD), "{\"name\":\"viewers\"}"))
                .getString("token");
        api.call(
                "POST",
                "/api/accounts",
                ApiClient.bearer(token),
                "{\"name\":\"" + VIEWER + "\",\"password\":\"" + PASSWORD + "\",\"role\":\"viewer\"}");
        var id = sends(Sender.tagAssigned(7_000_002, 5, "Course A"));
        database.awaitState("PROCESSED", id);

        browser.opens("/console/delivery?id=" + id).signsIn(VIEWER, PASSWORD);
        assertThat(browser.text())
                .contains("l…@e…", "for operators")
                .doesNotContain("lead7000002@", "Headers", "Discard", "Audit");
        assertThat(browser.has("deliver:replay")).isFalse();
        browser.opens("/console/lead?of=i:7000002");
        assertThat(browser.text()).contains("l…@e…").doesNotContain("lead7000002@", "Erase", "Export");
        for (var page : List.of("/console/audit", "/console/erase?of=i:7000002", "/console/account?name=admin")) {
            browser.opens(page).awaits("This is for operators.");
        }

        var viewer = new Visitor();
        viewer.signsIn(VIEWER, PASSWORD);
        var forged = new LinkedHashMap<String, List<String>>();
        forged.put(
                "/console/delivery?id=" + id,
                List.of(
                        "deliver:replay",
                        "deliver:discard",
                        "deliver:release",
                        "deliver:download",
                        "one:replayObserver"));
        forged.put("/console/lead?of=i:7000002", List.of("hand:export"));
        forged.put("/console/erase?of=i:7000002", List.of("erase:perform"));
        forged.put("/console/keys", List.of("create:make"));
        forged.put("/console/key?name=key", List.of("rotate:replace", "end:disable"));
        forged.put("/console/account?name=admin", List.of("change:set", "other:role", "other:remove"));
        forged.put("/console/people", List.of("create:make"));
        forged.put("/console/selection?do=discard&state=PROCESSED", List.of("selection:perform"));
        forged.put("/console/try-it", List.of("send:post"));
        var before = everything();
        forged.forEach((page, buttons) -> buttons.forEach(button -> {
            var form = button.substring(0, button.indexOf(':'));
            var fields = new HashMap<>(Map.of(
                    button,
                    "x",
                    form + ":newName",
                    "forged",
                    form + ":password",
                    PASSWORD,
                    form + ":body",
                    "{}",
                    "id",
                    id,
                    "of",
                    "i:7000002",
                    "name",
                    "admin"));
            var answer = viewer.posts(page, form, fields);
            assertThat(answer.body()).as(page + " " + button).doesNotContain("lead7000002@");
        }));
        assertThat(everything()).isEqualTo(before);
        assertThat(browser.complaints()).isEmpty();
    }

    private static String everything() {
        return Map.of(
                        "keys", database.rows("select name, live_until from access_key order by name"),
                        "accounts", database.rows("select name, role, password from account order by name"),
                        "deliveries", database.rows("select id, state from delivery order by id"),
                        "audit", database.rows("select id from audit order by id"))
                .toString();
    }

    @Test
    void doesNothingForFormsOfOtherSites() {
        var http = new Visitor();
        http.signsIn(ADMIN, PASSWORD);
        var before = everything();
        var fields = Map.of("create:newName", "forged", "create:make", "x");

        assertThat(http.post("/console/keys", form("create", fields, null))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .as("without the state of the view")
                .doesNotContain("outbound");
        assertThat(http.post("/console/keys", form("create", fields, "1:1"))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("expired=true"));
        var state = http.viewState("/console/keys");
        http.headers.put("Sec-Fetch-Site", "cross-site");
        assertThat(http.post("/console/keys", form("create", fields, state)).statusCode())
                .isEqualTo(403);
        assertThat(everything()).isEqualTo(before);
        http.headers.put("Sec-Fetch-Site", "same-origin");
        assertThat(http.post("/console/keys", form("create", fields, http.viewState("/console/keys")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(everything()).isNotEqualTo(before);
    }

    private static String form(String form, Map<String, String> fields, String viewState) {
        var all = new LinkedHashMap<>(fields);
        all.put(form, form);
        if (viewState != null) {
            all.put("jakarta.faces.ViewState", viewState);
        }
        return all.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    @Test
    void canBeUsedByKeyboardAlone() {
        var id = sends(Sender.tagAssigned(7_000_003, 5, "Course A"));
        database.awaitState("PROCESSED", id);
        browser.opens("/console/deliveries");
        browser.presses(ADMIN, Keys.TAB, PASSWORD, Keys.ENTER);
        browser.awaits("Deliveries");

        browser.opens("/console/deliveries").presses(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("Skip to what the page is about");
        browser.presses(Keys.ENTER);
        browser.presses(Keys.TAB, Keys.TAB); // past the state
        for (int field = 0; field < 2; field++) {
            browser.presses(Keys.TAB);
        }
        browser.presses("7000003", Keys.ENTER);
        Await.until(() -> browser.page().contains("lead=7000003"));
        browser.awaits("assign_tag");
        assertThat(browser.complaints()).isEmpty();
    }

    /** In the viewer's zone, and exact where somebody points at it. */
    @Test
    void tellsTimesInTheZoneOfWhoeverLooks() {
        var id = sends(Sender.tagAssigned(7_000_004, 5, "Course A"));
        database.awaitState("PROCESSED", id);

        signedIn().opens("/console/delivery?id=" + id);

        var at = java.time.Instant.parse((String) browser.runs("return document.querySelector('time').dateTime"))
                .atZone(java.time.ZoneId.of("America/New_York"));
        assertThat((String) browser.runs("return document.querySelector('time').textContent"))
                .isEqualTo(java.time.format.DateTimeFormatter.ofPattern("MMM d, HH:mm:ss", java.util.Locale.US)
                        .format(at));
        assertThat((String) browser.runs("return document.querySelector('time').title"))
                .contains("America/New_York")
                .startsWith(at.toLocalDate().toString());
    }

    /** Everybody can read every page, wide and on a phone, by day and by night. */
    @Test
    void showsEveryPageToEverybody() {
        var id = sends(Sender.tagAssigned(7_000_005, 5, "Course A"));
        sends("{\"lead\":");
        dev.kartrainbox.kartra.Sample.all().forEach(sample -> sends(new String(sample.body(), StandardCharsets.UTF_8)));
        database.awaitCount(0, "select count(*) from delivery d where d.state = 'RECEIVED'");
        var pages = new LinkedHashMap<String, String>();
        pages.put("overview", "/console/overview");
        pages.put("deliveries", "/console/deliveries");
        pages.put("delivery", "/console/delivery?id=" + id);
        pages.put("selection", "/console/selection?do=replay&action=assign_tag");
        pages.put("leads", "/console/leads?of=i:7000005");
        pages.put("lead", "/console/lead?of=i:731904");
        pages.put("erase", "/console/erase?of=i:7000005");
        pages.put("drift", "/console/drift");
        pages.put("keys", "/console/keys");
        pages.put(
                "key",
                "/console/key?name="
                        + database.rows("select min(name) from access_key").get(0));
        pages.put("people", "/console/people");
        pages.put("account", "/console/account?name=admin");
        pages.put(
                "token",
                "/console/token?id="
                        + UUID.fromString(database.rows("select id from token where name = 'test'")
                                .get(0)));
        pages.put("audit", "/console/audit");
        pages.put("try-it", "/console/try-it");
        pages.put("problem", "/console/problem?what=unknown");
        var findings = new ArrayList<String>();

        look("sign-in", "/console/sign-in", findings);
        signedIn();
        browser.opens("/console/overview").awaits("The last 24 hours");
        pages.forEach((name, page) -> look(name, page, findings));

        assertThat(findings).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    private void look(String name, String page, List<String> findings) {
        for (var look : Browser.Look.values()) {
            browser.as(look).opens(page);
            browser.photographs(
                    name + "-" + look.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            browser.seriousAxeFindings().forEach(finding -> findings.add(name + " " + look + ": " + finding));
            if (browser.isTooWide()) {
                findings.add(name + " " + look + ": wider than the screen");
            }
        }
    }

    /** Somebody with a session, and no browser that would keep them from anything. */
    private static final class Visitor {

        private final HttpClient http = HttpClient.newHttpClient();
        private final Map<String, String> cookies = new HashMap<>();
        private final Map<String, String> headers = new HashMap<>();

        HttpResponse<String> get(String page) {
            return exchange(request(page).GET());
        }

        HttpResponse<String> post(String page, String form) {
            return exchange(request(page)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
        }

        HttpResponse<String> posts(String page, String form, Map<String, String> fields) {
            return post(page.replaceAll("\\?.*", ""), form(form, fields, viewState(page)));
        }

        String viewState(String page) {
            var state = VIEW_STATE.matcher(get(page).body());
            return state.find() ? state.group(1) : "none";
        }

        HttpResponse<String> signsIn(String name, String password) {
            var page = "/console/sign-in";
            return posts(page, "form", Map.of("form:name", name, "form:password", password, "form:enter", "x"));
        }

        private HttpRequest.Builder request(String page) {
            var request =
                    HttpRequest.newBuilder(URI.create(server.url() + page)).timeout(Duration.ofSeconds(60));
            headers.forEach(request::header);
            if (!cookies.isEmpty()) {
                request.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
            }
            return request;
        }

        private HttpResponse<String> exchange(HttpRequest.Builder request) {
            try {
                var answer = http.send(request.build(), BodyHandlers.ofString());
                answer.headers().allValues("Set-Cookie").forEach(cookie -> {
                    var parts = cookie.split(";", 2)[0].split("=", 2);
                    cookies.put(parts[0], parts[1]);
                });
                return answer;
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
