package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Sample;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of the console, however somebody looks at it, and whatever was sent. What they ask of H2, {@link ApiIT} asks too. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsolePagesIT {

    private static final long LEAD = 731_904;
    private static final long HOSTILE_LEAD = 7_000_666;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private static ConsoleServer server;

    private static ConsolePages pages;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        server = ConsoleServer.named("every_page");
        browser.isAt(server.url());
        server.parks(8_000_001);
        server.mends();
        server.receives("{\"lead\":{\"id\":\"7\",\"pet\":\"cat\"},\"action\":\"sent_postcard\"}");
        server.receives("{\"lead\":");
        Sample.all().forEach(sample -> server.receives(new String(sample.body(), StandardCharsets.UTF_8)));
        var id = server.receives(Sender.tagAssigned(LEAD, 5, "Course A, which has a name that goes on and on"));
        server.database().awaitCount(0, "select count(*) from queue");
        pages = ConsolePages.about(id, LEAD, server.database());
        browser.opens("/console/sign-in").signsIn(ConsoleServer.ADMIN, ConsoleServer.PASSWORD);
    }

    @BeforeEach
    void listen() {
        browser.listensAnew();
    }

    static List<String> names() {
        return ConsolePages.names();
    }

    /** Wide and on a phone, by day and by night, also by those who cannot see it. */
    @ParameterizedTest
    @MethodSource("names")
    @Order(1)
    void showsItselfToEverybody(String name) {
        var faults = new ArrayList<String>();
        for (var look : Browser.Look.values()) {
            browser.as(look);
            if (!look.isDark()) { // night falls while somebody looks
                browser.opens(pages.address(name));
                assertThat(browser.page()).startsWith("/console/" + name);
            }
            browser.photographs(name);
            browser.seriousAxeFindings().forEach(finding -> faults.add(look + ": " + finding));
            if (browser.isTooWide()) {
                faults.add(look + ": wider than the screen");
            }
        }
        faults.addAll(browser.complaints());
        assertThat(faults).isEmpty();
    }

    /** Whatever Kartra, or somebody who knows the URL, writes into whichever field: it stands there as they wrote it. */
    @Test
    @Order(2)
    void runsNothingThatSomebodySends() {
        var ids = new ArrayList<String>();
        for (var sample : Sample.all()) {
            if (sample.typing() == Sample.Typing.STRINGS) {
                ids.add(server.receives(Hostile.like(sample, HOSTILE_LEAD)));
            }
        }
        ids.add(server.receives(Hostile.withAction(HOSTILE_LEAD)));
        ids.add(server.receives(server.request()
                .header("User-Agent", Hostile.TEXTS.get(0))
                .header("Content-Type", "text/html; x=\"" + Hostile.TEXTS.get(0) + "\"")
                .POST(BodyPublishers.ofString(Hostile.TEXTS.toString()))));
        server.database().awaitCount(0, "select count(*) from queue");

        for (var id : ids) {
            opensUnharmed("/console/delivery?id=" + id);
            assertThat(browser.text()).contains(Hostile.TEXTS.get(0));
        }
        opensUnharmed("/console/lead?of=i:" + HOSTILE_LEAD);
        assertThat(browser.text()).contains(Hostile.TEXTS);
        opensUnharmed("/console/deliveries");
        assertThat(browser.text()).contains(Hostile.TEXTS.get(0));
        opensUnharmed("/console/drift");
        assertThat(browser.text()).contains(Hostile.TEXTS.get(0));
        var hostile = ConsolePages.about(ids.get(0), HOSTILE_LEAD, server.database());
        ConsolePages.names().forEach(name -> opensUnharmed(hostile.address(name)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Order(3)
    void runsNothingThatStandsInAnAddress(String text) {
        var encoded = ConsoleClient.encoded(text);
        for (var page : List.of(
                "account?name=%s",
                "deliveries?action=%s",
                "deliveries?key=%1$s&state=%1$s&from=%1$s&before=%1$s&email=%1$s",
                "drift?action=%s",
                "key?name=%s",
                "keys?expired=%s",
                "lead?of=%s",
                "leads?of=%s",
                "problem?what=%s",
                "selection?do=replay&action=%1$s&observer=%1$s",
                "sign-in?then=%s",
                "try-it?action=%s")) {
            opensUnharmed("/console/" + page.formatted(encoded));
        }
    }

    static List<String> texts() {
        return Hostile.TEXTS;
    }

    private static void opensUnharmed(String page) {
        browser.opens(page);
        assertUnharmed(page);
    }

    private static void assertUnharmed(String page) {
        assertThat(browser.runs("return window.broken")).as(page).isNull();
        assertThat(
                        browser.runs(
                                "return document.querySelectorAll('[onerror], [onload], [onfocus], [href^=\"javascript:\"], img[src=x]').length"))
                .as(page)
                .isEqualTo(0L);
        assertThat(browser.complaints()).as(page).isEmpty();
    }

    @Test
    @Order(4)
    void runsNothingThatIsExplained() {
        browser.opens("/console/try-it");
        browser.runs(
                "document.getElementById('send:body').value = arguments[0]",
                Hostile.like(Sample.all().get(0), HOSTILE_LEAD));

        browser.clicks("send:explain").awaits(Hostile.TEXTS.get(0));

        assertUnharmed("explained");
    }
}
