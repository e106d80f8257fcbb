package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All pages of the console: a new one is among them by itself. */
final class ConsolePages {

    private static final Path SOURCES = Path.of("webapp/console");
    private static final String ENDING = ".xhtml";

    private final Map<String, String> about;

    private ConsolePages(Map<String, String> about) {
        this.about = about;
    }

    /** Their names, such as {@code deliveries}. */
    static List<String> names() {
        try (var pages = Files.list(SOURCES)) {
            return pages.map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where pages are about one of several: this delivery, this lead, any key and any token. */
    static ConsolePages about(String deliveryId, long leadId, Database database) {
        return new ConsolePages(Map.of(
                "account",
                "?name=" + ConsoleServer.VIEWER,
                "delivery",
                "?id=" + deliveryId,
                "erase",
                "?of=i:" + leadId,
                "key",
                "?name=" + database.rows("select min(name) from access_key").get(0),
                "lead",
                "?of=i:" + leadId,
                "leads",
                "?of=i:" + leadId,
                "problem",
                "?what=unknown",
                "selection",
                "?do=replay&action=assign_tag",
                "token",
                "?id=" + database.rows("select id from token").get(0)));
    }

    /** Where the page of this name is, below the application's address. */
    String address(String name) {
        return "/console/" + name + about.getOrDefault(name, "");
    }
}
