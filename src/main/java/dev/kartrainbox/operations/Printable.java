package dev.kartrainbox.operations;

import org.jspecify.annotations.Nullable;

/** Foreign text on a terminal, which it must not steer. */
final class Printable {

    private Printable() {}

    /** The text without control characters but line breaks and tabs; a dash for none. */
    static String text(@Nullable String text) {
        return text == null ? "-" : text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    }
}
