package dev.kartrainbox.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kartrainbox.binding.FirstLook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Answers as the front door promises, or otherwise if told so, and remembers what came. */
final class FakeFrontDoor implements AutoCloseable {

    static final String KEY = "a-key-that-nobody-may-print";

    private static final String PATH = "/kartra-inbox/outbound/" + KEY;

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or every answer takes 40 ms
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<Integer> status = promised -> promised;

    private FakeFrontDoor(HttpServer server) {
        this.server = server;
    }

    static FakeFrontDoor open() {
        try {
            var door =
                    new FakeFrontDoor(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            door.server.createContext("/", door::answer);
            door.server.setExecutor(door.threads);
            door.server.start();
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, this in place of what is promised. */
    void answers(UnaryOperator<Integer> other) {
        status = other;
    }

    /** From now on, nothing. */
    void fallsSilent() {
        var never = new CountDownLatch(1);
        answers(promised -> {
            try {
                never.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            return promised;
        });
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /** In the order in which they came. */
    List<String> bodies() {
        return bodies;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            bodies.add(new String(body, StandardCharsets.ISO_8859_1));
            var path = exchange.getRequestURI().getPath();
            int promised = PATH.equals(path) ? promised(exchange, body) : 404;
            var text = "{\"kept\":true,\"key\":\"%s\",\"beep\":\"\u0007\"}"
                    .formatted(path.replaceFirst(".*/", ""))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.apply(promised), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private static int promised(HttpExchange exchange, byte[] body) {
        if (body.length == 0) {
            return 400;
        }
        var encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        return FirstLook.at(body, encoding).whyUnreadable().isEmpty() ? 200 : 202;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
