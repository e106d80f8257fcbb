package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checks. The build cannot fetch its tool: where it is, the system property {@code promtool} says. */
public final class Promtool {

    public static final String WHERE = "promtool";
    public static final String NOT_HERE = "no -Dpromtool=/path/of/promtool; .ci/run has it";

    private Promtool() {}

    /** What it has to say against this, on its standard input or named by the words; empty if all is well. */
    public static String objections(String input, String... words) {
        try {
            var command = new ArrayList<>(List.of(System.getProperty(WHERE)));
            command.addAll(List.of(words));
            var in = Files.createTempFile("promtool", ".in");
            try {
                Files.writeString(in, input);
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(in.toFile())
                        .start();
                var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() == 0 ? "" : output;
            } finally {
                Files.delete(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
