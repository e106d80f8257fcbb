package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Sample.Typing;
import java.util.List;

/** How numbers are to be written, as a word of the command line. */
enum Typings {
    STRINGS(List.of(Typing.STRINGS)),
    NUMBERS(List.of(Typing.NUMBERS)),
    BOTH(List.of(Typing.values()));

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Typing> typings;

    Typings(List<Typing> typings) {
        this.typings = typings;
    }

    List<Typing> all() {
        return typings;
    }
}
