package dev.kartrainbox.kartra;

import java.util.Optional;

/** Something in the account that many leads share: a tag, a list, a product. */
public interface Noun {

    /** Kartra's id. Absent where the notification did not carry one that can be read. */
    Optional<Long> id();

    /** The name, which people may change in Kartra at any time: recognize by id. Absent where it was not said. */
    Optional<String> name();
}
