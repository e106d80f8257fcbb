package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara's command line, for the domain whose administration listens at this port. */
record Asadmin(Path server, int port) {

    /** What it printed. */
    String run(String... command) {
        var process = start(command);
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Goes on by itself. */
    Process start(String... command) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var cli = server.resolve("glassfish/lib/client/appserver-cli.jar").toString();
        var all = new ArrayList<>(List.of(java, "-jar", cli, "--port", String.valueOf(port), "--interactive=false"));
        all.addAll(List.of(command));
        try {
            return new ProcessBuilder(all)
                    .directory(server.toFile()) // where the build put postgresql.jar
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it has done what it was started for. */
    void await(Process started) {
        try {
            if (started.waitFor() != 0) {
                throw new IllegalStateException(
                        new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
