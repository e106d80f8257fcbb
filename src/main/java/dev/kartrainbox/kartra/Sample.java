package dev.kartrainbox.kartra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A notification as Kartra would send it, about invented people: one for each action in two typings. Made of what Kartra
 * documents and nothing else; what its pages left open stays empty.
 *
 * @param action what it tells
 * @param typing how numbers are written
 */
public record Sample(Action action, Typing typing) {

    /** How numbers are written: Kartra's example and its tables disagree. */
    public enum Typing {
        /** All of them as text, like Kartra's example. */
        STRINGS,
        /** As numbers, like Kartra's tables. */
        NUMBERS;

        /** As it is called in the sample's file name. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All there are. */
    public static List<Sample> all() {
        return Arrays.stream(Action.values())
                .flatMap(action -> Stream.of(Typing.values()).map(typing -> new Sample(action, typing)))
                .toList();
    }

    /** The JSON, in UTF-8. */
    public byte[] body() {
        var name = String.format(Locale.ROOT, "/samples/%s.%s.json", action.word(), typing.word());
        try (var file = Sample.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
