package dev.kartrainbox.console;

import dev.kartrainbox.inbox.Ids;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What stands in addresses of pages in place of personal data: servers and proxies log those. Each is of one session. */
@SessionScoped
public class Aliases implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 1000;
    private static final int LONGEST = 400;

    @Inject
    transient Ids ids;

    private final LinkedHashMap<String, Meaning> meanings = new LinkedHashMap<>();

    /** What one stands for; {@code typed} where whoever looks typed it, and may read it again. */
    private record Meaning(String text, boolean typed) implements Serializable {}

    /** What stands for a text that the page knows. */
    synchronized String of(String text) {
        return of(new Meaning(text, false));
    }

    /** What stands for a text that somebody typed. */
    synchronized String ofTyped(String text) {
        return of(new Meaning(text.substring(0, Math.min(text.length(), LONGEST)), true));
    }

    private String of(Meaning meaning) {
        return meanings.entrySet().stream()
                .filter(entry -> entry.getValue().equals(meaning))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> make(meaning));
    }

    private String make(Meaning meaning) {
        var alias = ids.next().toString();
        meanings.put(alias, meaning);
        if (meanings.size() > MOST) {
            meanings.remove(meanings.keySet().iterator().next());
        }
        return alias;
    }

    /** What it stands for; empty where this session did not make it, or long ago. */
    synchronized Optional<String> text(String alias) {
        return Optional.ofNullable(meanings.get(alias)).map(Meaning::text);
    }

    /** The same, where somebody typed it. */
    synchronized Optional<String> typed(String alias) {
        return Optional.ofNullable(meanings.get(alias)).filter(Meaning::typed).map(Meaning::text);
    }
}
