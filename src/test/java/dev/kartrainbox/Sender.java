package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kartra, as the application under test sees it. */
public final class Sender {

    /** As the build tells the servers under test, in their environment. */
    public static final String KEY = "integration-test-key";

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final HttpClient http;
    private final String url;

    /** Posts to the application at this URL. */
    public Sender(String applicationUrl) {
        this(
                applicationUrl,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    Sender(String applicationUrl, HttpClient http) {
        this.url = applicationUrl + "/outbound/";
        this.http = http;
    }

    HttpClient http() {
        return http;
    }

    /** Posts the body with the right key. */
    public HttpResponse<String> sends(String body) {
        return sends(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts the bytes with the right key. */
    public HttpResponse<String> sends(byte[] body) {
        return exchange(post(KEY).POST(BodyPublishers.ofByteArray(body)));
    }

    /** A request to the address with this key. */
    public HttpRequest.Builder post(String key) {
        return HttpRequest.newBuilder(URI.create(url + key)).timeout(Duration.ofSeconds(60));
    }

    public HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The delivery id in an answer. */
    public static String idIn(HttpResponse<String> answer) {
        return idIn(answer.body())
                .orElseThrow(() ->
                        new AssertionError(answer.statusCode() + " without a delivery id: \"" + answer.body() + '"'));
    }

    /** The delivery id in what was answered, if that has one. */
    static Optional<String> idIn(String answered) {
        return ID.matcher(answered).results().map(id -> id.group(1)).findFirst();
    }

    /** A notification that a lead was assigned a tag. */
    public static String tagAssigned(long lead, long tag, String name) {
        return """
                {"lead":{"id":"%d","email":"lead%d@example.org"},"action":"assign_tag",\
                "action_details":{"tag":{"tag_id":"%d","tag_name":"%s"}}}""".formatted(lead, lead, tag, name);
    }

    /** One of the samples that the WAR ships. */
    public static byte[] sample(String name) {
        try (var sample = Sender.class.getResourceAsStream("/samples/" + name + ".json")) {
            if (sample == null) {
                throw new IllegalArgumentException("no sample " + name);
            }
            return sample.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
