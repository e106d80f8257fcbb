package dev.kartrainbox.console;

import dev.kartrainbox.keys.TrialKey;
import dev.kartrainbox.simulator.Answer;
import dev.kartrainbox.simulator.FrontDoor;
import dev.kartrainbox.simulator.Outgoing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.UUID;

/** Posts to the URL that Kartra posts to, over HTTP as Kartra does, though at this server's own address. */
@ApplicationScoped
public class Trial {

    private static final String LABEL = "trial";

    @Inject
    TrialKey key;

    /** Posts the body; {@code request} is one that reached this server. */
    Answer post(byte[] body, HttpServletRequest request) {
        var outgoing = new Outgoing(body, null, 0, LABEL, 0);
        try {
            return FrontDoor.nearby(address(request)).post(outgoing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server is stopping", e);
        }
    }

    private URI address(HttpServletRequest request) {
        try {
            return new URI(
                    request.isSecure() ? "https" : "http",
                    null,
                    request.getLocalAddr(),
                    request.getLocalPort(),
                    request.getContextPath() + "/outbound/" + key.secret(),
                    null,
                    null);
        } catch (URISyntaxException e) { // whose message repeats the key
            throw new IllegalStateException("the server has no address: " + request.getLocalAddr());
        }
    }

    /** Under which id it was kept; empty where it was not. */
    static Optional<UUID> delivery(Answer answer) {
        if (answer.status() != 200 && answer.status() != 202) {
            return Optional.empty();
        }
        try (var json = Json.createReader(new StringReader(answer.text()))) {
            return Optional.ofNullable(json.readObject().get("id"))
                    .filter(JsonString.class::isInstance)
                    .map(id -> UUID.fromString(((JsonString) id).getString()));
        } catch (JsonException | IllegalArgumentException e) { // shown as it is
            return Optional.empty();
        }
    }
}
