package dev.kartrainbox.signin;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer in place of what was asked for, before anything of that runs. */
final class PlainAnswer {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private final HttpServletResponse response;

    PlainAnswer(HttpServletResponse response) {
        this.response = response;
    }

    /** Those of every answer: nothing of it is stored, guessed at, run or framed. */
    void setHeaders() {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    /** Ends the request because nobody can be looked up. */
    AuthenticationStatus databaseAway() {
        return problem(
                503,
                "Service Unavailable",
                "The database cannot be asked who you are. Try again.",
                "Retry-After",
                "10");
    }

    /** Ends the request with a problem (RFC 9457) and one header more. */
    AuthenticationStatus problem(int status, String title, String detail, String header, String value) {
        var body = JSON.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader(header, value);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.flushBuffer(); // or the server would put a page of its own in its place
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }
}
