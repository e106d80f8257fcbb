package dev.kartrainbox.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The load generator: the program {@code wrk}, with one thread, which takes the least of the processor from those it measures. */
final class Wrk {

    private static final String PROGRAM = System.getProperty("kartra.bench.wrk", "wrk");
    private static final Path SCRIPT = script();

    private final String url;
    private final Path bodies;

    /**
     * Posts to this URL.
     *
     * @param bodies as {@link Stock#write} wrote them
     */
    Wrk(String url, Path bodies) {
        this.url = url;
        this.bodies = bodies;
    }

    /**
     * What was measured in one go.
     *
     * @param requests how many were answered
     * @param took how long all of it took
     * @param refused how many of them with a status of 400 or more
     * @param broken how many were not answered
     */
    record Load(
            long requests,
            Duration took,
            long refused,
            long broken,
            Duration p50,
            Duration p99,
            Duration p999,
            Duration longest) {

        double perSecond() {
            return requests / (took.toNanos() / 1e9);
        }

        /** The same, where nothing else than an answer that it is kept came back. */
        Load allKept() {
            if (refused + broken > 0) {
                throw new AssertionError(refused + " of " + requests + " refused, " + broken + " not answered");
            }
            return this;
        }
    }

    /** So that nobody waits for half an hour to hear it. */
    static void requireProgram() {
        try {
            new ProcessBuilder(PROGRAM, "-v").redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The benchmark needs wrk, 4.1 or newer: on Debian `apt-get install wrk`, or name it with -Dwrk=/path/to/wrk",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As much as these connections can, each with one request at a time. */
    Load atFullSpeed(int connections, Duration time) {
        return run(connections, time, Optional.empty());
    }

    /** About so many a second, at random moments, as long as the answers come in time. */
    Load atRate(double perSecond, Duration time) {
        int connections = (int) Math.max(16, Math.min(256, perSecond / 8));
        return run(connections, time, Optional.of(connections * 1000 / perSecond));
    }

    private Load run(int connections, Duration time, Optional<Double> pauseMillis) {
        var command = new ArrayList<>(List.of(
                PROGRAM,
                "-t1",
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                "30s",
                "-s",
                SCRIPT.toString(),
                url,
                "--",
                bodies.toString()));
        pauseMillis.ifPresent(millis -> command.add(millis.toString()));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return parse(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Load parse(String said) {
        var line = said.lines()
                .filter(text -> text.startsWith("{"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk said nothing of what it measured: " + said));
        try (var reader = Json.createReader(new StringReader(line))) {
            var measured = reader.readObject();
            return new Load(
                    measured.getJsonNumber("requests").longValue(),
                    micros(measured, "micros"),
                    measured.getJsonNumber("refused").longValue(),
                    measured.getJsonNumber("broken").longValue(),
                    micros(measured, "p50"),
                    micros(measured, "p99"),
                    micros(measured, "p999"),
                    micros(measured, "longest"));
        }
    }

    private static Duration micros(JsonObject measured, String name) {
        return Duration.ofNanos(1000 * measured.getJsonNumber(name).longValue());
    }

    private static Path script() {
        var script = Objects.requireNonNull(Wrk.class.getResource("/bench/post.lua"));
        try {
            return Path.of(script.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
