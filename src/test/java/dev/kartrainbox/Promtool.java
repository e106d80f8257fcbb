package dev.kartrainbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prometheus' own checks, where the system property {@code promtool} says where its tool is. The build cannot fetch it. */
public record Promtool(Path tool) {

    /** Empty where it is not there. */
    public static Optional<Promtool> available() {
        return Optional.ofNullable(System.getProperty("promtool")).map(Path::of).map(Promtool::new);
    }

    /** What it has to say, after this: empty if all is well. */
    public String objects(String input, String... words) {
        try {
            var command = new ArrayList<>(List.of(tool.toString()));
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
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
