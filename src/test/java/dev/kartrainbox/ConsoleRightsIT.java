package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What nobody gets at in the console: not by looking, and not by posting what no page of theirs would. Who may is asked before any database. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class ConsoleRightsIT {

    private static final long LEAD = 7_000_002;
    private static final String EMAIL = "lead7000002@example.org";
    private static final String ADMIN = ConsoleServer.ADMIN;
    private static final String VIEWER = ConsoleServer.VIEWER;
    private static final String PASSWORD = ConsoleServer.PASSWORD;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private static ConsoleServer server;

    private static String delivery;
    private List<String> before;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        server = ConsoleServer.named("rights");
        browser.isAt(server.url());
        delivery = server.processes(Sender.tagAssigned(LEAD, 5, "Course A"));
    }

    @BeforeEach
    void remember() {
        browser.forgets();
        before = everything();
    }

    /** What forged forms could change. */
    private static List<String> everything() {
        return List.of(
                        "select name, live_until from access_key order by name",
                        "select name, role, password from account order by name",
                        "select id, revoked_at from token order by id",
                        "select id, state from delivery order by id",
                        "select id from audit order by id")
                .stream()
                .flatMap(query -> server.database().rows(query).stream())
                .toList();
    }

    @Test
    void viewersSeeNoPersonalDataAndNothingToPress() {
        browser.opens("/console/delivery?id=" + delivery).signsIn(VIEWER, PASSWORD);
        for (var page :
                List.of("/console/delivery?id=" + delivery, "/console/lead?of=i:" + LEAD, "/console/deliveries")) {
            browser.opens(page);
            assertThat(browser.text()).as(page).contains("l…@e…");
            assertThat((String) browser.runs("return document.documentElement.outerHTML"))
                    .as(page)
                    .doesNotContain(
                            EMAIL, "Headers", "Discard", "Erase", "Export", "Audit", "User-Agent", "127.0.0.1/");
        }
        browser.opens("/console/delivery?id=" + delivery).awaits("for operators");
        assertThat(browser.runs("return document.querySelectorAll('main button, main [type=submit]').length"))
                .isEqualTo(0L);
        for (var page : List.of("/console/audit", "/console/erase?of=i:" + LEAD, "/console/account?name=admin")) {
            browser.opens(page).awaits("This is for operators.");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void viewersLearnNoAddressByAWayRound() {
        var id = server.processes("""
                {"lead":{"email":"mira.rights@example.org"},"action":"assign_tag",\
                "action_details":{"tag":{"tag_id":"5","tag_name":"Course A"}}}""");
        var viewer = client();
        viewer.signsIn(VIEWER);
        var page = viewer.get("/console/delivery?id=" + id).body();
        assertThat(page).doesNotContain("mira.rights@").contains("m…@e…");
        var link = Pattern.compile("lead\\?of=([^\"]+)").matcher(page);
        assertThat(link.find()).isTrue();

        for (var way : List.of("leads?of=", "lead?of=", "deliveries?email=", "erase?of=")) {
            assertThat(viewer.get("/console/" + way + link.group(1)).body())
                    .as(way)
                    .doesNotContain("mira.rights@");
        }
    }

    /** Before somebody is known, what they send is short, or is not read. */
    @Test
    void nobodySendsMuch() {
        var much = Map.of("form:name", "a".repeat(20_000));

        assertThat(client().posts("/console/sign-in", "form", much, "stateless").statusCode())
                .isEqualTo(413);
        assertThat(client().posts("/console/keys", "create", much, "1:1").statusCode())
                .isEqualTo(303);
    }

    @Test
    void viewersChangeNothingWhateverTheyPost() {
        var viewer = client();
        viewer.signsIn(VIEWER);
        var buttons = Map.of(
                "/console/delivery?id=" + delivery,
                List.of(
                        "deliver:replay",
                        "deliver:discard",
                        "deliver:release",
                        "deliver:download",
                        "one:replayObserver"),
                "/console/lead?of=i:" + LEAD,
                List.of("hand:export"),
                "/console/erase?of=i:" + LEAD,
                List.of("erase:perform"),
                "/console/keys",
                List.of("create:make"),
                "/console/key?name=key",
                List.of("rotate:replace", "end:disable"),
                "/console/account?name=admin",
                List.of("change:set", "other:role", "other:remove"),
                "/console/people",
                List.of("create:make"),
                "/console/selection?do=discard&state=PROCESSED",
                List.of("selection:perform"),
                "/console/try-it",
                List.of("send:post"));

        buttons.forEach((page, all) -> all.forEach(button -> {
            var answer = viewer.posts(page, form(button), pressed(button));
            assertThat(answer.body()).as(page + " " + button).doesNotContain(EMAIL);
        }));

        assertThat(everything()).isEqualTo(before);
    }

    private static String form(String button) {
        return button.substring(0, button.indexOf(':'));
    }

    /** With whatever a form might ask for. */
    private static Map<String, String> pressed(String button) {
        var fields = new HashMap<>(Map.of(button, "x", "id", delivery, "of", "i:" + LEAD, "name", "admin"));
        fields.put("do", "discard");
        fields.put("state", "PROCESSED");
        fields.put(form(button) + ":newName", "forged");
        fields.put(form(button) + ":password", PASSWORD);
        fields.put(form(button) + ":body", "{}");
        return fields;
    }

    @Test
    void nothingIsDoneWithoutTheStateOfAPageOfOnesOwn() {
        var operator = operator();
        var viewer = client();
        viewer.signsIn(VIEWER);
        var page = "/console/delivery?id=" + delivery;
        var press = pressed("deliver:replay");
        var theirs = viewer.viewState(page);

        assertThat(operator.posts(page, "deliver", press, null).statusCode()).isEqualTo(200);
        operator.get(page + "&deliver=deliver&deliver%3Areplay=x&jakarta.faces.ViewState=" + theirs);
        for (var state : List.of(theirs, "1:1", "stateless", "")) {
            operator.posts(page, "deliver", press, state);
        }
        client().posts(page, "deliver", press, operator.viewState(page));
        assertThat(everything()).isEqualTo(before);

        operator.posts(page, "deliver", press);
        assertThat(everything()).isNotEqualTo(before);
    }

    @Test
    void formsOfOtherSitesAreRefused() {
        var operator = operator();
        var page = "/console/delivery?id=" + delivery;
        var state = operator.viewState(page);

        operator.saying("Sec-Fetch-Site", "cross-site");
        assertThat(operator.posts(page, "deliver", pressed("deliver:replay"), state)
                        .statusCode())
                .isEqualTo(403);

        assertThat(everything()).isEqualTo(before);
    }

    /** Even one that knows the state of the view: the browser does not say who presses it. */
    @Test
    void aPageOfAnotherSiteCannotPressAButton() throws IOException {
        browser.opens("/console/delivery?id=" + delivery).signsIn(ADMIN, PASSWORD);
        var state = browser.runs("return document.querySelector('[name=\"jakarta.faces.ViewState\"]').value");
        var lure =
                "<form method='post' action='%s/console/delivery'><input name='deliver' value='deliver'><input name='id' value='%s'><input name='jakarta.faces.ViewState' value='%s'><button id='lure' name='deliver:replay'>Win</button></form>"
                        .formatted(server.url(), delivery, state);
        var site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(lure.getBytes(StandardCharsets.UTF_8));
            }
        });
        site.start();
        try {
            browser.goes("http://localhost:" + site.getAddress().getPort()).clicks("lure");

            assertThat(browser.text()).doesNotContain("It is queued");
            assertThat(everything()).isEqualTo(before);
        } finally {
            site.stop(0);
        }
    }

    @Test
    void isNobodysWhoPlantsASession() {
        browser.opens("/console/sign-in");
        browser.plants(ConsoleClient.SESSION, "planted", "/kartra-inbox");
        browser.plants(ConsoleClient.OURS, "planted", "/kartra-inbox/console");
        browser.signsIn(ADMIN, PASSWORD);

        var session = browser.cookie(ConsoleClient.SESSION).orElseThrow();
        var ours = browser.cookie(ConsoleClient.OURS).orElseThrow();
        assertThat(session.getValue()).isNotEqualTo("planted");
        assertThat(ours.getValue()).isNotEqualTo("planted");
        assertThat(List.of(session, ours))
                .allSatisfy(cookie -> assertThat(cookie.isHttpOnly()).isTrue());
        assertThat(ours.getSameSite()).isEqualTo("Strict");
        assertThat(client().with(ConsoleClient.SESSION, session.getValue()).isSomebody())
                .as("the session's id alone")
                .isFalse();
        var both = ConsoleClient.beside(browser, server.url());
        assertThat(both.isSomebody()).as("both").isTrue();

        browser.clicks("leave:signOut");
        assertThat(both.isSomebody()).as("after signing out").isFalse();
    }

    @Test
    void aLiveSessionThatIsPlantedEndsWhenItsVictimSignsIn() {
        var attacker = operator();
        var session = attacker.cookie(ConsoleClient.SESSION);
        var victim = client().with(ConsoleClient.SESSION, session)
                .with(ConsoleClient.OURS, attacker.cookie(ConsoleClient.OURS));

        victim.signsIn(VIEWER);

        assertThat(victim.cookie(ConsoleClient.SESSION)).isNotEqualTo(session);
        assertThat(victim.isSomebody()).isTrue();
        assertThat(attacker.isSomebody()).isFalse();
    }

    @Test
    void isBoundToTlsBehindAProxyThatSpeaksIt() {
        var answer = client().saying("X-Forwarded-Proto", "https").signsIn(ADMIN);

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(ConsoleClient.OURS)
                        .contains("; Secure", "; HttpOnly", "; SameSite=Strict"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(ConsoleClient.SESSION)
                        .containsIgnoringCase("; HttpOnly")
                        .containsIgnoringCase("; SameSite=Lax"));
    }

    private static ConsoleClient client() {
        return new ConsoleClient(server.url());
    }

    private static ConsoleClient operator() {
        var client = client();
        client.signsIn(ADMIN);
        return client;
    }
}
