package dev.kartrainbox.console;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that a page asks for several times and that is looked up once, when it does first. For one request. */
final class Once<T> {

    private final Supplier<T> lookUp;
    private @Nullable T found;

    Once(Supplier<T> lookUp) {
        this.lookUp = lookUp;
    }

    /** It is looked up anew when it is asked for again: something was done meanwhile. */
    void forget() {
        found = null;
    }

    T get() {
        if (found == null) {
            found = lookUp.get();
        }
        return found;
    }
}
