package dev.kartrainbox.monitoring;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A request without a body, and what a server would answer. */
final class FakeExchange {

    private final String method;
    private final String path;
    private final String from;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> answer = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private FakeExchange(String method, String path, String from) {
        this.method = method;
        this.path = path;
        this.from = from;
    }

    /** From this machine. */
    static FakeExchange of(String method, String path) {
        return new FakeExchange(method, path, "127.0.0.1");
    }

    static FakeExchange from(String address) {
        return new FakeExchange("GET", "/metrics", address);
    }

    FakeExchange with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getServletPath" -> path;
            case "getRemoteAddr" -> from;
            case "getHeader" -> headers.get((String) arguments[0]);
            case "getHeaderNames" -> Collections.enumeration(headers.keySet());
            default -> throw new UnsupportedOperationException(name);
        });
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, this::take);
    }

    /** The status, as {@code status}, and the headers. */
    Map<String, Object> answer() {
        return answer;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private Object take(String name, Object[] arguments) {
        switch (name) {
            case "setStatus" -> answer.put("status", arguments[0]);
            case "setContentType" -> answer.put("Content-Type", arguments[0]);
            case "setContentLength" -> answer.put("Content-Length", arguments[0]);
            case "setHeader" -> answer.put((String) arguments[0], arguments[1]);
            case "isCommitted" -> {
                return body.size() > 0;
            }
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
