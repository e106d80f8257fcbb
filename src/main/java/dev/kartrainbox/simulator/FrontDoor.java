package dev.kartrainbox.simulator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * Where Kartra posts to, seen from outside. Whatever happens to a request is an answer, and no answer repeats the URL: a key
 * is in it.
 */
public final class FrontDoor {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI url;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * The front door at the URL.
     *
     * @param url with the key
     */
    public FrontDoor(URI url) {
        this(url, TIMEOUT);
    }

    FrontDoor(URI url, Duration timeout) {
        this(url, timeout, HttpClient.newBuilder());
    }

    private FrontDoor(URI url, Duration timeout, HttpClient.Builder http) {
        this.url = url;
        this.timeout = timeout;
        this.http = http.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** The same, never by way of a proxy that the process knows. */
    public static FrontDoor nearby(URI url) {
        return new FrontDoor(url, TIMEOUT, HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY));
    }

    /** Posts, and waits for how it ends. */
    public Answer post(Outgoing outgoing) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            return exchange(outgoing, begin);
        } catch (IOException e) {
            return new Answer(outgoing, Answer.NONE, reason(e), since(begin));
        }
    }

    /**
     * Posts the first of several.
     *
     * @throws NotReachedException if there is no server that could answer, now or later
     */
    public Answer knock(Outgoing outgoing) throws NotReachedException, InterruptedException {
        long begin = System.nanoTime();
        try {
            return exchange(outgoing, begin);
        } catch (ConnectException | HttpConnectTimeoutException | SSLException e) {
            throw new NotReachedException(server(), reason(e));
        } catch (IOException e) {
            return new Answer(outgoing, Answer.NONE, reason(e), since(begin));
        }
    }

    private Answer exchange(Outgoing outgoing, long begin) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "kartra-inbox-simulator")
                .POST(BodyPublishers.ofByteArray(outgoing.body()));
        if (outgoing.contentEncoding() != null) {
            request.header("Content-Encoding", outgoing.contentEncoding());
        }
        var response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(outgoing, response.statusCode(), response.body(), since(begin));
    }

    /** The URL without the path, in which the key is. */
    private String server() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private String reason(IOException failure) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s";
        }
        if (failure instanceof HttpTimeoutException) {
            return "none within " + timeout.toSeconds() + " s";
        }
        if (failure instanceof SSLException) {
            return "no TLS";
        }
        if (failure instanceof ConnectException) {
            return isUnknownHost(failure) ? "host unknown" : "connection refused";
        }
        return "connection broken";
    }

    private static boolean isUnknownHost(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
