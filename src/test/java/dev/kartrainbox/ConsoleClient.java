package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with cookies, and no browser that would keep them from anything. Follows nothing. */
final class ConsoleClient {

    /** The server's cookie. */
    static final String SESSION = "JSESSIONID";

    /** The application's. */
    static final String OURS = "kartra-inbox-console";

    private static final String VIEW_STATE = "jakarta.faces.ViewState";
    private static final Pattern STATE =
            Pattern.compile("name=\"" + Pattern.quote(VIEW_STATE) + "\"[^>]*value=\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Map<String, String> cookies = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();

    ConsoleClient(String applicationUrl) {
        this.url = applicationUrl;
    }

    /** With the session of a browser, as another window of it would be. */
    static ConsoleClient beside(Browser browser, String applicationUrl) {
        return new ConsoleClient(applicationUrl)
                .with(SESSION, browser.cookie(SESSION).orElseThrow().getValue())
                .with(OURS, browser.cookie(OURS).orElseThrow().getValue());
    }

    ConsoleClient with(String cookie, String value) {
        cookies.put(cookie, value);
        return this;
    }

    /** Says this in each request. */
    ConsoleClient saying(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** The value of a cookie; null if it has none of this name. */
    String cookie(String name) {
        return cookies.get(name);
    }

    /** Whether somebody is signed in; else it would be led to where one does that. */
    boolean isSomebody() {
        return get("/console/keys").statusCode() == 200;
    }

    HttpResponse<String> get(String page) {
        return exchange(request(page).GET());
    }

    /** Posts the fields of a form, with this state of the view; without any where that is null. */
    HttpResponse<String> posts(String page, String form, Map<String, String> fields, String viewState) {
        var all = new LinkedHashMap<>(fields);
        all.put(form, form);
        if (viewState != null) {
            all.put(VIEW_STATE, viewState);
        }
        return exchange(request(page.replaceAll("\\?.*", ""))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(all.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&")))));
    }

    /** Opens the page, and posts the fields of a form that is there, or is not. */
    HttpResponse<String> posts(String page, String form, Map<String, String> fields) {
        return posts(page, form, fields, viewState(page));
    }

    /** The state of a view of that page; where it has no form, that of one that everybody may open. */
    String viewState(String page) {
        var state = STATE.matcher(get(page).body());
        return state.find() ? state.group(1) : viewState("/console/deliveries");
    }

    /** Fills the form in; what it is answered says what came of it. */
    HttpResponse<String> signsIn(String account) {
        var fields = Map.of("form:name", account, "form:password", ConsoleServer.PASSWORD, "form:enter", "x");
        return posts("/console/sign-in", "form", fields);
    }

    void signsOut() {
        posts("/console/deliveries", "leave", Map.of("leave:signOut", "x"));
    }

    private HttpRequest.Builder request(String page) {
        var request = HttpRequest.newBuilder(URI.create(url + page)).timeout(Duration.ofSeconds(60));
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
