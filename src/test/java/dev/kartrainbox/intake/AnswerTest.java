package dev.kartrainbox.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.Origin;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTest {

    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    @Test
    void says200AndTheActionOfANotificationThatIsKept() {
        var answer = Answer.kept(delivery(new Contents("assign_tag", 7L, null, "i:7", false, null)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(json(answer))
                .isEqualTo(Json.createObjectBuilder()
                        .add("id", ID.toString())
                        .add("kept", true)
                        .add("action", "assign_tag")
                        .build());
    }

    @Test
    void says202AndTheReasonOfWhatIsKeptInQuarantine() {
        var answer = Answer.kept(delivery(Contents.unreadable("not JSON at line 3, column 7")));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(json(answer))
                .isEqualTo(Json.createObjectBuilder()
                        .add("id", ID.toString())
                        .add("kept", true)
                        .add("state", "quarantined")
                        .add("reason", "not JSON at line 3, column 7")
                        .build());
    }

    private static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(Answer.empty(), 400, "Bad Request", Map.of()),
                Arguments.of(Answer.unknownKey(), 404, "Not Found", Map.of()),
                Arguments.of(Answer.onlyPost(), 405, "Method Not Allowed", Map.of("Allow", "POST")),
                Arguments.of(Answer.tooSlow(), 408, "Request Timeout", Map.of("Connection", "close")),
                Arguments.of(Answer.tooLarge(1024), 413, "Content Too Large", Map.of()),
                Arguments.of(Answer.notKept(), 503, "Service Unavailable", Map.of("Retry-After", "30")));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void describesAProblemAsRfc9457(Answer answer, int status, String title, Map<String, String> headers) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.headers()).isEqualTo(headers);
        assertThat(json(answer).keySet()).containsExactlyInAnyOrder("type", "title", "status", "detail");
        assertThat(json(answer).getString("type")).isEqualTo("about:blank");
        assertThat(json(answer).getString("title")).isEqualTo(title);
        assertThat(json(answer).getInt("status")).isEqualTo(status);
        assertThat(json(answer).getString("detail")).endsWith(".");
    }

    @Test
    void saysWhatTheLimitIs() {
        assertThat(json(Answer.tooLarge(1024)).getString("detail")).contains("larger than 1024 bytes");
    }

    @Test
    void saysWhatTheAddressIsForToWhoeverLooks() {
        assertThat(json(Answer.onlyPost()).getString("detail"))
                .contains("Kartra's Outbound API", "paste it into Kartra");
    }

    @Test
    void isNeitherCachedNorSniffed() {
        var response = new FakeResponse();

        Answer.tooSlow().describe(response.servletResponse());

        assertThat(response.status()).isEqualTo(408);
        assertThat(response.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Connection", "close")
                .containsEntry("Content-Type", "application/problem+json")
                .containsEntry("Content-Length", String.valueOf(Answer.tooSlow().body().length));
    }

    private static Delivery delivery(Contents contents) {
        var origin = new Origin("key-1", "203.0.113.24", null, null, "");
        return new Delivery(ID, Instant.EPOCH, origin, Fingerprint.of(new byte[0]), contents);
    }

    private static JsonObject json(Answer answer) {
        try (var reader = Json.createReader(new ByteArrayInputStream(answer.body()))) {
            return reader.readObject();
        }
    }
}
