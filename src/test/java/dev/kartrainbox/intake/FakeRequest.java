package dev.kartrainbox.intake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request whose body arrives when the test says so. */
final class FakeRequest {

    private final String method;
    private final String pathInfo;
    private final FakeResponse response;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> touched = new ArrayList<>();
    private final Deque<byte[]> arrived = new ArrayDeque<>();
    private ReadListener readListener;
    private boolean finished;
    private IOException broken;
    private int completed;

    FakeRequest(String method, String pathInfo, FakeResponse response) {
        this.method = method;
        this.pathInfo = pathInfo;
        this.response = response;
    }

    FakeRequest with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    HttpServletRequest servletRequest() {
        return fake(HttpServletRequest.class, this::answer);
    }

    AsyncContext asyncContext() {
        return fake(AsyncContext.class, this::answerOfContext);
    }

    /** A part of the body. */
    void sends(byte[] part) throws IOException {
        arrived.add(part);
        readListener.onDataAvailable();
    }

    /** The rest of the body at once, so that the server knows the end of it before anybody reads. */
    void sendsTheLast(byte[] part) throws IOException {
        finished = true;
        sends(part);
        readListener.onAllDataRead();
    }

    /** The end of the body. */
    void ends() throws IOException {
        finished = true;
        readListener.onAllDataRead();
    }

    /** What is no HTTP, or the end of the connection. */
    void breaks(IOException failure) throws IOException {
        broken = failure;
        readListener.onDataAvailable();
    }

    /** The names of the methods that were called. */
    List<String> touched() {
        return touched;
    }

    /** How often the exchange was ended. */
    int completed() {
        return completed;
    }

    private Object answer(String name, Object[] arguments) {
        touched.add(name);
        return switch (name) {
            case "getMethod" -> method;
            case "getPathInfo" -> pathInfo;
            case "getContentLengthLong" -> Long.parseLong(headers.getOrDefault("Content-Length", "-1"));
            case "getContentType" -> headers.get("Content-Type");
            case "getHeader" -> headers.get((String) arguments[0]);
            case "getHeaderNames" -> Collections.enumeration(headers.keySet());
            case "getHeaders" -> Collections.enumeration(List.of(headers.get((String) arguments[0])));
            case "getRemoteAddr" -> "203.0.113.24";
            case "startAsync" -> asyncContext();
            case "getInputStream" -> new Input();
            default -> throw new UnsupportedOperationException(name);
        };
    }

    private Object answerOfContext(String name, Object[] arguments) {
        switch (name) {
            case "getRequest" -> {
                return servletRequest();
            }
            case "getResponse" -> {
                return response.servletResponse();
            }
            case "complete" -> completed++;
            case "addListener", "setTimeout" -> {}
            default -> throw new UnsupportedOperationException(name);
        }
        return null;
    }

    private interface Behaviour {
        Object of(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Behaviour behaviour) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> behaviour.of(method.getName(), arguments)));
    }

    private final class Input extends ServletInputStream {

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return broken != null || !arrived.isEmpty();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            readListener = listener;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (broken != null) {
                throw broken;
            }
            var part = arrived.remove();
            int count = Math.min(part.length, length);
            System.arraycopy(part, 0, buffer, offset, count);
            if (count < part.length) {
                arrived.addFirst(Arrays.copyOfRange(part, count, part.length));
            }
            return count;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }
    }
}
