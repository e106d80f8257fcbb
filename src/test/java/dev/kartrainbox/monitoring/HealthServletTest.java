package dev.kartrainbox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServletTest {

    private final HealthServlet servlet = new HealthServlet();
    private FakeExchange exchange;

    @BeforeEach
    void load() {
        servlet.health = new Health() {
            @Override
            Report live() {
                return new Report(List.of(new Check("threads", true)));
            }

            @Override
            Report ready() {
                return new Report(List.of(
                        new Check("keeping", false, Map.of("database", "DOWN", "journalBytes", 34L)),
                        new Check("processing", true, Map.of("backlogMore", false))));
            }
        };
    }

    @Test
    void saysWith200ThatItIsUp() throws IOException {
        asks("GET", "/health/live");

        assertThat(exchange.body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"threads\",\"status\":\"UP\"}]}");
        assertThat(exchange.answer())
                .containsEntry("status", 200)
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void saysWith503ThatItIsDownAndWhy() throws IOException {
        asks("GET", "/health/ready");

        assertThat(exchange.body())
                .isEqualTo(
                        "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"keeping\",\"status\":\"DOWN\",\"data\":{\"database\":\"DOWN\",\"journalBytes\":34}},{\"name\":\"processing\",\"status\":\"UP\",\"data\":{\"backlogMore\":false}}]}");
        assertThat(exchange.answer())
                .containsEntry("status", 503)
                .containsEntry("Content-Length", exchange.body().length())
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void saysTheSameToHeadWithoutABody() throws IOException {
        asks("HEAD", "/health/ready");

        assertThat(exchange.answer()).containsEntry("status", 503).containsEntry("Cache-Control", "no-store");
        assertThat(exchange.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get"})
    void answersNothingElse(String method) throws IOException {
        asks(method, "/health/ready");

        assertThat(exchange.answer())
                .containsEntry("status", 405)
                .containsEntry("Allow", "GET, HEAD")
                .containsEntry("Cache-Control", "no-store");
        assertThat(exchange.body()).isEmpty();
    }

    private void asks(String method, String path) throws IOException {
        exchange = FakeExchange.of(method, path);
        servlet.service(exchange.request(), exchange.response());
    }
}
