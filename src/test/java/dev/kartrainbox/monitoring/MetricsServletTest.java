package dev.kartrainbox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kartrainbox.Exposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsServletTest {

    private final MeteredMonitoring monitoring = new MeteredMonitoring();

    @Test
    void tellsThisMachineInPrometheusTextFormat() {
        var answer = answers(FakeExchange.of("GET", "/metrics"));

        assertThat(answer.answer())
                .containsEntry("status", 200)
                .containsEntry("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .containsEntry("Content-Length", answer.body().length())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(Exposition.of(answer.body()).names())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads",
                        "process_cpu_seconds_total",
                        "process_uptime_seconds");
    }

    @Test
    void saysTheSameToHeadWithoutABody() {
        var answer = answers(FakeExchange.of("HEAD", "/metrics"));

        assertThat(answer.answer()).containsEntry("status", 200).containsKey("Content-Length");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void wantsATokenOfOthers() {
        var answer = answers(FakeExchange.from("203.0.113.24"));

        assertThat(answer.answer())
                .containsEntry("status", 401)
                .containsEntry("WWW-Authenticate", "Bearer")
                .containsEntry("Content-Type", "application/problem+json")
                .containsEntry("Cache-Control", "no-store");
        assertThat(answer.body()).contains("\"status\":401").doesNotContain("kartra_inbox_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"})
    void answersNothingElse(String method) {
        var answer = answers(FakeExchange.of(method, "/metrics"));

        assertThat(answer.answer()).containsEntry("status", 405).containsEntry("Allow", "GET, HEAD");
        assertThat(answer.body()).contains("\"status\":405").doesNotContain("kartra_inbox_");
    }

    @Test
    void letsNoFailureOut() {
        monitoring.servlet.settings = null;
        var exchange = FakeExchange.from("203.0.113.24");

        assertThatCode(() -> monitoring.servlet.service(exchange.request(), exchange.response()))
                .doesNotThrowAnyException();

        assertThat(exchange.answer()).containsEntry("status", 500);
    }

    private FakeExchange answers(FakeExchange exchange) {
        monitoring.servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
