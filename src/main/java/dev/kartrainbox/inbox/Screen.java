package dev.kartrainbox.inbox;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes erased leads out of bodies that name them beside their own: of what comes out of a journal, before anybody is told of it.
 * Implemented by whoever can read bodies, which the inbox cannot.
 */
public interface Screen {

    /**
     * What is left of a body.
     *
     * @param contentEncoding as it was declared; absent where none was
     * @param erased whether a lead of this name was erased: {@code i:7}, {@code e:mira@example.org}
     * @return the same array where nobody is named in it; an empty one where nothing can be left
     */
    byte[] rest(byte[] body, @Nullable String contentEncoding, Predicate<String> erased);
}
