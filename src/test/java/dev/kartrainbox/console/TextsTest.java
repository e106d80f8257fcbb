package dev.kartrainbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final Path PAGES = Path.of("webapp");
    private static final Path CLASSES = Path.of("src/main/java/dev/kartrainbox/console");

    /** What ends with a dot has an ending that is known when it is shown. */
    private static final Pattern IN_PAGE = Pattern.compile("text\\['([^']+)'[\\].]");

    private static final Pattern IN_CLASS = Pattern.compile("\"([a-zA-Z-]+\\.[a-zA-Z.-]+)\"");

    private static final Pattern LETTERS = Pattern.compile(">\\s*[A-Za-z][^<#]*<");
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev.kartrainbox.console.texts");

    @Test
    void everyTextThatAPageNamesIsThere() {
        assertThat(names(PAGES, ".xhtml", IN_PAGE))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known(name)).as(name).isTrue());
    }

    private static boolean known(String name) {
        return name.endsWith(".")
                ? BUNDLE.keySet().stream().anyMatch(key -> key.startsWith(name))
                : BUNDLE.containsKey(name);
    }

    @Test
    void noTextIsThereThatNothingNames() {
        var named = new TreeSet<>(names(PAGES, ".xhtml", IN_PAGE));
        named.addAll(names(CLASSES, ".java", IN_CLASS));
        Set<String> made = Set.of("problem.", "role.", ".title");

        assertThat(BUNDLE.keySet())
                .allSatisfy(key -> assertThat(named.contains(key)
                                || named.stream().anyMatch(name -> name.endsWith(".") && key.startsWith(name))
                                || made.stream().anyMatch(part -> key.startsWith(part) || key.endsWith(part)))
                        .as(key)
                        .isTrue());
    }

    @Test
    void pagesHaveNoWordsOfTheirOwn() {
        var own = files(PAGES, ".xhtml")
                .flatMap(file -> LETTERS.matcher(
                                read(file).replaceAll("(?s)<!--.*?-->|<title>.*?</title>|Kartra Inbox", ""))
                        .results()
                        .map(MatchResult::group)
                        .map(words -> file + ": " + words));

        assertThat(own).isEmpty();
    }

    @Test
    void putsValuesInAndLeavesApostrophesAlone() {
        assertThat(Texts.of("selection.discarded", 1200, 1, 0))
                .isEqualTo("1,200 discarded; the mirror of 1 lead is rebuilt; 0 that repeated one of them are queued.");
        assertThat(BUNDLE.keySet())
                .allSatisfy(key -> assertThat(BUNDLE.getString(key)).as(key).doesNotContain("'"));
    }

    private static Set<String> names(Path directory, String ending, Pattern name) {
        return files(directory, ending)
                .flatMap(file -> name.matcher(read(file)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> files(Path directory, String ending) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
