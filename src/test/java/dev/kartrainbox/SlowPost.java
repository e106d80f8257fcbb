package dev.kartrainbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** A POST whose sender takes its time: the body is sent piece by piece, when the test says so. */
final class SlowPost implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;
    private final byte[] body;
    private int sent;

    private SlowPost(Socket socket, byte[] body) {
        this.socket = socket;
        this.body = body;
    }

    /** Sends the head, and not one byte of the body. */
    static SlowPost to(String applicationUrl, String body) {
        return to(applicationUrl, "/outbound/" + Sender.KEY, body);
    }

    /** The same to another path of the application, as a form. */
    static SlowPost to(String applicationUrl, String path, String body) {
        var url = URI.create(applicationUrl);
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            var socket = new Socket(url.getHost(), url.getPort());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            var post = new SlowPost(socket, bytes);
            post.write("""
                    POST %s%s HTTP/1.1\r
                    Host: x\r
                    Content-Type: application/x-www-form-urlencoded\r
                    Content-Length: %d\r
                    \r
                    """.formatted(url.getPath(), path, bytes.length).getBytes(StandardCharsets.US_ASCII));
            return post;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends so many bytes more of the body, or what is left of it. */
    SlowPost sends(int bytes) {
        int end = Math.min(body.length, sent + bytes);
        write(Arrays.copyOfRange(body, sent, end));
        sent = end;
        return this;
    }

    SlowPost sendsTheRest() {
        return sends(body.length);
    }

    /** Head and body of the answer, as far as they arrive together. */
    String answer() {
        try {
            InputStream input = socket.getInputStream();
            var answer = new byte[8192];
            int length = input.read(answer);
            return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
