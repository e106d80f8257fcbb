package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A server of a test's own, which may be killed and started again on the same data. Its process is the JVM itself, no
 * script in between, so {@link #kill()} is what a power cut is to the application.
 */
public final class ServerProcess implements AutoCloseable {

    /** Answers as soon as the application is deployed, whoever asks. */
    private static final String FRONT_DOOR = "/outbound";

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(60);

    /** With the first of the JVM's two compilers alone, a start costs half the processor time. */
    private static final List<String> JAVA_OPTIONS = List.of("-Xms128m", "-Xmx512m", "-XX:TieredStopAtLevel=1");

    private final ServerBase base;
    private final Path console;
    private final Map<String, String> systemProperties;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<String> javaOptions = new ArrayList<>(JAVA_OPTIONS);
    private Process process;

    private ServerProcess(ServerBase base, Path console, Map<String, String> systemProperties) {
        this.base = base;
        this.console = console;
        this.systemProperties = Map.copyOf(systemProperties);
    }

    /** The server of this build, with this WAR, in a fresh directory of this name. */
    public static ServerProcess named(String name, WebArchive war, Map<String, String> systemProperties) {
        var base = ServerBase.fresh(ServerBase.work(name));
        base.deploy(war);
        return of(name, base, systemProperties);
    }

    /** The server in this base, where it logs to the console under this name. */
    static ServerProcess of(String name, ServerBase base, Map<String, String> systemProperties) {
        var console = ServerBase.work(name).resolve("console.log");
        try {
            Files.createDirectories(console.getParent());
            Files.deleteIfExists(console); // of an earlier build
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServerProcess(base, console, systemProperties);
    }

    /** With one more option for its JVM, which takes precedence over what all servers of tests have. */
    public ServerProcess withJavaOption(String option) {
        javaOptions.add(option);
        return this;
    }

    /** Starts it, or starts it again where it was left. */
    public ServerProcess start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("already running");
        }
        try {
            process = new ProcessBuilder(base.command(javaOptions, systemProperties))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                    .start();
            process.getOutputStream().close(); // Payara reads to the end of it before it starts
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Returns when the application answers; throws when the server ends before that, or takes longer. */
    public ServerProcess awaitReady(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers()) {
            if (endsWithin(POLL)) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + ", see " + console);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not ready after " + limit + ", see " + console);
            }
        }
        return this;
    }

    /** Ends it at once, as kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, as SIGTERM does, and waits until it has. */
    public void stop() {
        terminate();
        awaitEnd();
    }

    /** Asks it to end, as SIGTERM does. */
    public void terminate() {
        process.destroy();
    }

    /** Returns when it has ended; throws when that takes longer. */
    public void awaitEnd() {
        if (!endsWithin(STOP)) {
            throw new IllegalStateException("the server did not end within " + STOP);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }

    /** Where the application answers. */
    public String url() {
        return "http://" + address() + "/kartra-inbox";
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + base.httpPort();
    }

    /** What it says of its health: {@code live} or {@code ready}; in a second, or there is an exception. */
    public HttpResponse<String> health(String question) {
        var request = HttpRequest.newBuilder(URI.create(url() + "/health/" + question))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The server base: configuration, data and log. */
    public Path directory() {
        return base.directory();
    }

    /** What the application takes for the server's data directory. */
    public Path data() {
        return base.data();
    }

    /** What the server wrote into its log. */
    public String log() {
        try {
            return Files.readString(base.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With which status the server itself answers a POST beside the application's addresses. */
    public int statusBesideTheFrontDoor() {
        return base.statusBesideTheFrontDoor();
    }

    /** Takes the application out of the running server; returns when that has begun. */
    public void undeploys() {
        base.undeploys();
    }

    /** What those are answered who come while it ends, 0 where nothing: 200 if it is kept. */
    public List<Integer> statusesWhileEnding() {
        return base.statusesWhileEnding();
    }

    /** How many at most the server answers 200 by itself, with nothing in it, when it takes the application out under load. */
    public int emptyAnswersAtTheEnd() {
        return base.emptyAnswersAtTheEnd();
    }

    /** Whether the application still hears of a body that arrives while it is being undeployed. */
    public boolean readsOnWhileUndeploying() {
        return base.readsOnWhileUndeploying();
    }

    /** Returns when it is undeployed. */
    public void awaitUndeployed() {
        base.awaitUndeployed();
    }

    /** Puts it back. */
    public void deploysAgain() {
        base.deploysAgain();
    }

    public long pid() {
        return process.pid();
    }

    /** All that the server printed since it was first started. */
    public String console() {
        try {
            return Files.readString(console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link #console()} without the server's own noise. */
    public String consoleWithoutNoise() {
        return base.noise().matcher(console()).replaceAll("");
    }

    /** The lines of {@link #consoleWithoutNoise()} that tell of an error. */
    public List<String> errors() {
        return base.error()
                .matcher(consoleWithoutNoise())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** What the JDK's diagnostic command says of it. */
    public String jcmd(String command) {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var said = new ProcessBuilder(jcmd, String.valueOf(pid()), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(said.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the heap, what is in use after a collection; in bytes. */
    public long heapAfterCollection() {
        jcmd("GC.run");
        return jcmd("GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
                .findFirst()
                .orElseThrow();
    }

    private boolean answers() {
        var request = HttpRequest.newBuilder(URI.create(url() + FRONT_DOOR))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status != 404 && status != 503;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
