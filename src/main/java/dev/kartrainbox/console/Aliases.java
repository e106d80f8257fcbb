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

    @Inject
    transient Ids ids;

    private final LinkedHashMap<String, String> texts = new LinkedHashMap<>();

    /** What stands for the text. */
    synchronized String of(String text) {
        return texts.entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> make(text));
    }

    private String make(String text) {
        var alias = ids.next().toString();
        texts.put(alias, text);
        if (texts.size() > MOST) {
            texts.remove(texts.keySet().iterator().next());
        }
        return alias;
    }

    /** What it stands for; empty where this session did not make it, or long ago. */
    synchronized Optional<String> text(String alias) {
        return Optional.ofNullable(texts.get(alias));
    }
}
