package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Witness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two servers behind nginx, and behind Apache, as {@code server-config/proxy} configures them. H2 serves one server alone. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
@EnabledIfSystemProperty(named = WebServer.WHERE, matches = ".+", disabledReason = WebServer.NOT_HERE)
class ProxyIT {

    private static final String PASSWORD = "proxied-password";
    private static final Duration READY = Duration.ofSeconds(120);
    private static final int PER_SECOND = 100;
    private static final String CLIENT = "203.0.113.24";

    @Test
    void passOnTheAddressKeepTheSecretsAndLoseNothingWithAServer() throws Exception {
        var settings = new HashMap<>(Database.named("proxied", null).settings());
        var database = new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres");
        settings.put("KARTRA_INBOX_PROXIES", "127.0.0.1");
        settings.put("KARTRA_INBOX_ADMIN_PASSWORD", PASSWORD);
        var one = ServerProcess.named("proxied-one", Wars.extended(), settings);
        var two = ServerProcess.named("proxied-two", Wars.extended(), settings);
        try (one;
                two) {
            one.start();
            two.start();
            one.awaitReady(READY);
            two.awaitReady(READY);
            database.executes(Witness.TABLE);
            var directory = one.directory().resolveSibling("web");
            try (var nginx = WebServer.nginx(directory.resolve("nginx"), List.of(one, two))) {
                passes(nginx, database, two, Set.of(200));
            }
            two.start().awaitReady(READY);
            try (var apache = WebServer.apache(directory.resolve("apache"), List.of(one, two))) {
                passes(apache, database, two, Set.of(200, 502)); // it gives up what the killed one had in hand
            }
        }
    }

    private static void passes(WebServer proxy, Database database, ServerProcess mortal, Set<Integer> answers)
            throws Exception {
        var http = proxy.client();
        Await.until(() -> listens(http, proxy));
        assertThat(get(http, proxy.url() + "/metrics")).isEqualTo(404);
        assertThat(get(http, proxy.url() + "/health/ready")).isEqualTo(404);
        assertThat(get(http, proxy.url() + "/api/deliveries?email=mira@example.org"))
                .isEqualTo(401);

        showsTheConsole(http, proxy);

        var kartra = new Sender(proxy.url(), http);
        var sent = kartra.exchange(kartra.post(Sender.KEY)
                .header("X-Forwarded-For", CLIENT)
                .POST(BodyPublishers.ofByteArray(Sender.sample("list_subscription.as-documented"))));
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(database.rows("select remote_address from delivery where id = '" + Sender.idIn(sent) + "'"))
                .containsExactly(CLIENT);

        var load = SteadyLoad.of(kartra, PER_SECOND);
        Await.until(() -> load.acknowledged().size() > 300);
        mortal.kill();
        int atTheKill = load.acknowledged().size();
        Await.until(() -> load.acknowledged().size() > atTheKill + 300);
        load.stop();
        assertThat(load.answers()).allMatch(answer -> answers.contains(answer.status()));
        database.awaitCount(0, "select count(*) from queue");
        assertThat(new HashSet<>(database.rows("select id from delivery"))).containsAll(load.acknowledged());

        assertThat(proxy.logs()).contains(" 200 ").doesNotContain(Sender.KEY).doesNotContain("mira@example.org");
        System.out.printf(
                "behind %s: %d of %d answered 200 while one of two servers was killed, the longest after %d ms%n",
                proxy,
                load.acknowledged().size(),
                load.answers().size(),
                load.longest().toMillis());
    }

    private static void showsTheConsole(HttpClient http, WebServer proxy) throws IOException {
        var page = exchange(http, HttpRequest.newBuilder(URI.create(proxy.url() + "/console/overview")));
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location").orElseThrow()).startsWith("/kartra-inbox/console/sign-in?");
        assertThat(get(http, proxy.url() + "/jakarta.faces.resource/console.css.xhtml?ln=console"))
                .isEqualTo(200);

        var form = "form=form&form:name=admin&form:password=" + PASSWORD
                + "&form:enter=x&jakarta.faces.ViewState=stateless";
        var signedIn = exchange(
                http,
                HttpRequest.newBuilder(URI.create(proxy.url() + "/console/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(signedIn.headers().firstValue("Location")).contains("/kartra-inbox/console/overview");
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("kartra-inbox-console=").contains("; Secure"));
    }

    private static boolean listens(HttpClient http, WebServer proxy) {
        try {
            return get(http, proxy.url() + "/metrics") == 404;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int get(HttpClient http, String url) throws IOException {
        return exchange(http, HttpRequest.newBuilder(URI.create(url))).statusCode();
    }

    private static HttpResponse<Void> exchange(HttpClient http, HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
