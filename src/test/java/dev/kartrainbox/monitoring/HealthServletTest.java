package dev.kartrainbox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServletTest {

    private final HealthServlet servlet = new HealthServlet();
    private final Map<String, Object> answer = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

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

        assertThat(body.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"threads\",\"status\":\"UP\"}]}");
        assertThat(answer)
                .containsEntry("status", 200)
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void saysWith503ThatItIsDownAndWhy() throws IOException {
        asks("GET", "/health/ready");

        assertThat(body.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"keeping\",\"status\":\"DOWN\",\"data\":{\"database\":\"DOWN\",\"journalBytes\":34}},{\"name\":\"processing\",\"status\":\"UP\",\"data\":{\"backlogMore\":false}}]}");
        assertThat(answer)
                .containsEntry("status", 503)
                .containsEntry("Content-Length", body.size())
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void saysTheSameToHeadWithoutABody() throws IOException {
        asks("HEAD", "/health/ready");

        assertThat(answer).containsEntry("status", 503).containsEntry("Cache-Control", "no-store");
        assertThat(body.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get"})
    void answersNothingElse(String method) throws IOException {
        asks(method, "/health/ready");

        assertThat(answer)
                .containsEntry("status", 405)
                .containsEntry("Allow", "GET, HEAD")
                .containsEntry("Cache-Control", "no-store");
        assertThat(body.size()).isZero();
    }

    private void asks(String method, String path) throws IOException {
        servlet.service(
                proxy(HttpServletRequest.class, (name, arguments) -> name.equals("getMethod") ? method : path),
                proxy(HttpServletResponse.class, this::take));
    }

    private Object take(String name, Object[] arguments) {
        switch (name) {
            case "setStatus" -> answer.put("status", arguments[0]);
            case "setContentType" -> answer.put("Content-Type", arguments[0]);
            case "setContentLength" -> answer.put("Content-Length", arguments[0]);
            case "setHeader" -> answer.put((String) arguments[0], arguments[1]);
            case "getOutputStream" -> {
                return new Output();
            }
            default -> throw new UnsupportedOperationException(name);
        }
        return null;
    }

    private interface Call {
        Object answer(String name, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.answer(method.getName(), arguments)));
    }

    private final class Output extends ServletOutputStream {

        @Override
        public void write(int b) {
            body.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
