package dev.kartrainbox.intake;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** What a server would send. */
final class FakeResponse {

    private final TreeMap<String, String> headers = new TreeMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200; // as every server says where nobody says otherwise
    private WriteListener writeListener;

    HttpServletResponse servletResponse() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments));
    }

    int status() {
        return status;
    }

    TreeMap<String, String> headers() {
        return headers;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The sender takes what is written. */
    void isWritable() throws IOException {
        writeListener.onWritePossible();
    }

    boolean hasAWriteListener() {
        return writeListener != null;
    }

    boolean isAnswered() {
        return writeListener != null || body.size() > 0;
    }

    private Object answer(String method, Object[] arguments) {
        switch (method) {
            case "setStatus" -> status = (int) arguments[0];
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            case "setContentLength" -> headers.put("Content-Length", String.valueOf(arguments[0]));
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "flushBuffer" -> {}
            case "isCommitted" -> {
                return body.size() > 0;
            }
            case "getOutputStream" -> {
                return new Output();
            }
            default -> throw new UnsupportedOperationException(method);
        }
        return null;
    }

    private final class Output extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            writeListener = listener;
        }

        @Override
        public void write(int b) {
            body.write(b);
        }
    }
}
