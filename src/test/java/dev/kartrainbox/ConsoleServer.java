package dev.kartrainbox;

import static dev.kartrainbox.ApiClient.basic;
import static dev.kartrainbox.ApiClient.bearer;
import static dev.kartrainbox.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Fragile;
import dev.kartrainbox.extension.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;

/** A server of a test's own whose console is looked at, with an administrator and somebody who may only look. */
final class ConsoleServer implements AutoCloseable {

    static final String ADMIN = "admin";
    static final String VIEWER = "vera";

    /** Of both. */
    static final String PASSWORD = "a password of the console's test";

    /** The administrator's, for the API. */
    static final String TOKEN = "test";

    private static final Duration READY = Duration.ofSeconds(120);

    private final ServerProcess process;
    private final Database database;
    private final Sender kartra;
    private final String key;

    private ConsoleServer(ServerProcess process, Database database) {
        this.process = process;
        this.database = database;
        kartra = new Sender(process.url());
        key = secret(firstUrl());
    }

    /** Starts one, with a directory and a database of this name. */
    static ConsoleServer named(String name) {
        var settings = new HashMap<String, String>();
        settings.put("KARTRA_INBOX_KEY", ""); // not those of the environment: keys are made and ended here
        settings.put("KARTRA_INBOX_ADMIN_PASSWORD", PASSWORD);
        settings.put("KARTRA_INBOX_PROXIES", "127.0.0.1");
        settings.put("KARTRA_INBOX_ATTEMPTS", "2");
        settings.put("KARTRA_INBOX_RETRY_DELAY", "1");
        if (Database.isPostgresql()) {
            settings.putAll(Database.named(name, null).settings());
        }
        var process = ServerProcess.named(name, Wars.extended(), settings);
        var database = Database.isPostgresql()
                ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                : Database.named(name, process.data());
        process.start().awaitReady(READY);
        database.executes(Witness.TABLE);
        database.executes(Fragile.TABLE);
        var server = new ConsoleServer(process, database);
        server.letsTheViewerIn();
        return server;
    }

    private void letsTheViewerIn() {
        var api = new ApiClient(url());
        var token = json(api.call("POST", "/api/tokens", basic(ADMIN, PASSWORD), "{\"name\":\"%s\"}".formatted(TOKEN)))
                .getString("token");
        var account = "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"viewer\"}".formatted(VIEWER, PASSWORD);
        assertThat(api.call("POST", "/api/accounts", bearer(token), account).statusCode())
                .isEqualTo(201);
    }

    private String firstUrl() {
        try {
            return Files.readString(process.data().resolve("kartra-inbox/outbound-url"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part of an URL that is secret. */
    static String secret(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Kartra posts this; returns the delivery's id. */
    String receives(String body) {
        return receives(request().POST(BodyPublishers.ofString(body)));
    }

    /** Kartra posts this; returns the delivery's id once observers were told. */
    String processes(String body) {
        var id = receives(body);
        database.awaitState("PROCESSED", id);
        return id;
    }

    /** Posts a request as it is; returns the delivery's id. */
    String receives(HttpRequest.Builder request) {
        var answer = kartra.exchange(request);
        assertThat(answer.body()).contains("\"kept\":true");
        return Sender.idIn(answer);
    }

    /** A request to the URL that the first start made. */
    HttpRequest.Builder request() {
        return kartra.post(key);
    }

    /** What Kartra is answered at the URL with this secret. */
    HttpResponse<String> receives(String secret, String body) {
        return kartra.exchange(kartra.post(secret).POST(BodyPublishers.ofString(body)));
    }

    /** Kartra posts something whose observer fails, until {@link #mends}; returns the delivery's id once it gave up. */
    String parks(long lead) {
        try {
            Files.createFile(cause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var id = receives(Sender.tagAssigned(lead, 5, "Course A"));
        database.awaitState("PARKED", id);
        return id;
    }

    /** No observer fails any more. */
    void mends() {
        try {
            Files.deleteIfExists(cause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path cause() {
        return Fragile.switchIn(process.data());
    }

    Database database() {
        return database;
    }

    String url() {
        return process.url();
    }

    @Override
    public void close() {
        process.close();
    }
}
