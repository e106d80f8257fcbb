package dev.kartrainbox.kartra;

import java.util.Optional;

/** What happens between a lead and a tag. */
public sealed interface TagEvent extends KartraEvent permits TagAssigned, TagUnassigned {

    /** The tag; its id and name may be absent. */
    Tag tag();

    @Override
    default Optional<Noun> noun() {
        return Optional.of(tag());
    }
}
