package dev.kartrainbox.intake;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.State;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What the sender is told: JSON of a kept delivery, or a problem (RFC 9457) that never repeats the key.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param headers further headers
 * @param body UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // written out once
record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    /** Only for a sender that does not come to its end: to close on one that still sends would lose it the answer. */
    private static final Map<String, String> HANG_UP = Map.of("Connection", "close");

    /** It is on disk: 200 for a notification, 202 for what could not be read as one. */
    static Answer kept(Delivery delivery) {
        var json =
                JSON.createObjectBuilder().add("id", delivery.id().toString()).add("kept", true);
        if (delivery.state() == State.QUARANTINED) {
            json.add("state", "quarantined").add("reason", delivery.lastError().orElse(""));
            return new Answer(HttpServletResponse.SC_ACCEPTED, "application/json", Map.of(), bytes(json.build()));
        }
        delivery.action().ifPresent(action -> json.add("action", action));
        return new Answer(HttpServletResponse.SC_OK, "application/json", Map.of(), bytes(json.build()));
    }

    static Answer empty() {
        return problem(
                400,
                "Bad Request",
                "The body is empty. Kartra posts a JSON object with lead, action and action_details.",
                Map.of());
    }

    static Answer unknownKey() {
        return problem(404, "Not Found", "There is no such address.", Map.of());
    }

    static Answer onlyPost() {
        return problem(
                405,
                "Method Not Allowed",
                "This address receives what Kartra's Outbound API posts: paste it into Kartra, under Integrations, My API, Outbound API.",
                Map.of("Allow", "POST"));
    }

    static Answer tooSlow() {
        return problem(408, "Request Timeout", "The body did not arrive in time. Nothing was kept.", HANG_UP);
    }

    static Answer tooLarge(int limit) {
        return problem(
                413,
                "Content Too Large",
                String.format(Locale.ROOT, "The body is larger than %d bytes. Nothing was kept.", limit),
                Map.of());
    }

    static Answer notKept() {
        return problem(
                503,
                "Service Unavailable",
                "It could not be confirmed that the notification is kept. Please send it again.",
                Map.of("Retry-After", "30"));
    }

    private static Answer problem(int status, String title, String detail, Map<String, String> headers) {
        var json = JSON.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .build();
        return new Answer(status, "application/problem+json", headers, bytes(json));
    }

    private static byte[] bytes(JsonObject json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Sets everything but the body. */
    void describe(HttpServletResponse response) {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        headers.forEach(response::setHeader);
    }
}
