package dev.kartrainbox.api;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.operations.BodyText;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import java.util.Base64;
import java.util.Map;

/** A JSON object on each line. */
final class NdjsonExport implements ExportFormat {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    @Override
    public String suffix() {
        return "ndjson";
    }

    @Override
    public String head() {
        return "";
    }

    @Override
    public String line(Delivery delivery, byte[] body) {
        var json = JSON.createObjectBuilder()
                .add("id", delivery.id().toString())
                .add("receivedAt", delivery.receivedAt().toString())
                .add("state", delivery.state().name())
                .add("keyName", delivery.keyName());
        delivery.action().ifPresent(action -> json.add("action", action));
        delivery.leadId().ifPresent(id -> json.add("leadId", id));
        delivery.leadEmail().ifPresent(email -> json.add("leadEmail", email));
        delivery.processedAt().ifPresent(at -> json.add("processedAt", at.toString()));
        delivery.duplicateOf().ifPresent(id -> json.add("duplicateOf", id.toString()));
        delivery.lastError().ifPresent(error -> json.add("lastError", error));
        BodyText.of(body)
                .ifPresentOrElse(
                        text -> json.add("body", text),
                        () -> json.add("bodyBase64", Base64.getEncoder().encodeToString(body)));
        return json.build() + "\n";
    }
}
