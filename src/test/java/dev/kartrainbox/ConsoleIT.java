package dev.kartrainbox;

import static dev.kartrainbox.ApiClient.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Fragile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The console, in a real browser, as somebody uses it who has to look after notifications. */
class ConsoleIT {

    private static final String DONE = "All observers were told, and are done.";
    private static final String ADMIN = ConsoleServer.ADMIN;
    private static final String PASSWORD = ConsoleServer.PASSWORD;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private static ConsoleServer server;

    private static Database database;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        server = ConsoleServer.named("looked_at");
        browser.isAt(server.url());
        database = server.database();
    }

    @BeforeEach
    void forget() {
        browser.forgets();
    }

    @AfterEach
    void mend() {
        server.mends();
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
        var id = server.parks(Fragile.FIRST_LEAD + 1);

        signedIn().opens("/console/deliveries");
        browser.runs("document.getElementById('search:state').value = 'PARKED'");
        browser.clicks("search:find").clicks(By.cssSelector("table a"));
        assertThat(browser.page()).isEqualTo("/console/delivery?id=" + id);
        assertThat(browser.text()).contains("parked", Fragile.ALWAYS, "IllegalStateException", "gave up after");
        assertThat(browser.text()).contains("\"tag_name\": \"Course A\"");

        server.mends();
        browser.clicks("deliver:replay").awaits("It is queued");

        browser.awaits(DONE);
        assertThat(browser.has("follow")).isFalse();
        assertThat(browser.text()).doesNotContain("gave up");
        database.awaitState("PROCESSED", id);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void replaysManyAndThoseThatWereShownAlone() {
        var id = server.processes(Sender.tagAssigned(7_000_021, 7_000_021, "Course A"));
        signedIn().opens("/console/deliveries?action=assign_tag&lead=7000021").follows("Replay all of these…");
        assertThat(browser.page()).contains("&to=");
        assertThat(browser.text()).contains("Of 1 selected, 1 would be told again.");
        long told = database.count("select count(*) from witness where delivery_id = '" + id + "'");

        browser.runs("document.getElementById('selection:observer').value = 'Witness.on(KartraEvent)';"
                + "document.getElementById('selection:anew').checked = true");
        browser.clicks("selection:look").awaits("Of 1 selected, 1 would be told again.");
        browser.clicks("selection:perform").awaits("1 are queued, 0 were left as they are.");

        database.awaitCount(told + 1, "select count(*) from witness where delivery_id = '" + id + "'");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void erasesALead() {
        server.receives(Sender.tagAssigned(7_000_001, 5, "Course A"));
        var delivery = server.processes(Sender.tagAssigned(7_000_001, 6, "Course B"));

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
        var first = ConsoleServer.secret(browser.value("url"));
        browser.opens("/console/keys");
        assertThat(browser.has("url")).isFalse();

        browser.follows("shop").types("rotate:newName", "shop-2").clicks("rotate:replace");
        var second = ConsoleServer.secret(browser.value("url"));
        Await.until(() -> status(second) == 200 && status(first) == 200);

        browser.opens("/console/key?name=shop").clicks("end:disable").awaits("The key shop has ended.");
        Await.until(() -> status(first) == 404);
        assertThat(status(second)).isEqualTo(200);
        browser.opens("/console/key?name=shop-2").awaits("assign_tag");
        assertThat(database.rows("select operation from audit where subject = 'shop' order by id"))
                .containsExactly("create-key", "rotate-key", "disable-key");
        assertThat(browser.complaints()).isEmpty();
    }

    private static int status(String secret) {
        return server.receives(secret, Sender.tagAssigned(6, 5, "Rotated")).statusCode();
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
        assertThat(browser.text()).contains("deploy");
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
    void saysKindlyThatAPageWasOpenForTooLong() {
        signedIn().opens("/console/keys").types("create:newName", "too-late");
        ConsoleClient.beside(browser, server.url()).signsOut();

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
    void stillSaysWhatAPageIsAboutThatWasOpenForTooLong() {
        var id = server.parks(Fragile.FIRST_LEAD + 2);
        signedIn().opens("/console/delivery?id=" + id);
        server.mends();
        var another = ConsoleClient.beside(browser, server.url());
        for (int page = 0; page < 40; page++) { // more than a session remembers
            another.get("/console/deliveries");
        }

        browser.clicks("deliver:replay").awaits("This page had been open for too long");

        assertThat(browser.text()).contains(id, "gave up after");
        assertThat(database.rows("select state from delivery where id = '%s'".formatted(id)))
                .containsExactly("PARKED");
        browser.clicks("deliver:replay").awaits(DONE);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void leadsBackToWhatAPageIsAboutAfterTheSessionHasEnded() {
        var id = server.processes(Sender.tagAssigned(7_000_006, 5, "Course A"));
        signedIn().opens("/console/delivery?id=" + id);
        ConsoleClient.beside(browser, server.url()).signsOut();

        browser.clicks("deliver:replay").awaits("You were signed out");
        browser.signsIn(ADMIN, PASSWORD);

        assertThat(browser.page()).isEqualTo("/console/delivery?id=" + id);
        assertThat(database.count("select count(*) from audit where subject like '%" + id + "%'"))
                .isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void canBeUsedByKeyboardAlone() {
        var id = server.processes(Sender.tagAssigned(7_000_003, 5, "Course A"));
        browser.opens("/console/deliveries");
        browser.presses(ADMIN, Keys.TAB, PASSWORD, Keys.ENTER);
        browser.awaits("Deliveries");

        browser.opens("/console/deliveries").presses(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("Skip to what the page is about");
        assertThat(browser.isFocusSeen()).isTrue();
        browser.presses(Keys.ENTER);
        browser.presses(Keys.TAB, Keys.TAB); // past the state
        for (int field = 0; field < 2; field++) {
            browser.presses(Keys.TAB);
            assertThat(browser.isFocusSeen()).isTrue();
        }
        browser.presses("7000003", Keys.ENTER);
        Await.until(() -> browser.page().contains("lead=7000003"));
        browser.awaits("assign_tag");
        assertThat(browser.complaints()).isEmpty();
    }

    /** In the viewer's zone, and exact where somebody points at it. */
    @Test
    void tellsTimesInTheZoneOfWhoeverLooks() {
        var id = server.processes(Sender.tagAssigned(7_000_004, 5, "Course A"));

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
}
