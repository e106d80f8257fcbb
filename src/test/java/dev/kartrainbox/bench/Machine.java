package dev.kartrainbox.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures are of. */
final class Machine {

    private Machine() {}

    /** In words, for a report. */
    static Map<String, String> described() {
        var described = new LinkedHashMap<String, String>();
        described.put("Date", LocalDate.now(ZoneOffset.UTC).toString());
        described.put(
                "Processor",
                Runtime.getRuntime().availableProcessors() + " cores for all of it, of "
                        + value(Path.of("/proc/cpuinfo"), "model name"));
        described.put("Memory", value(Path.of("/proc/meminfo"), "MemTotal"));
        described.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        described.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        described.put("Server", "WildFly " + System.getProperty("kartra.bench.wildfly"));
        return described;
    }

    /** Of a line {@code name : value}; a question mark where the system has none. */
    static String value(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
