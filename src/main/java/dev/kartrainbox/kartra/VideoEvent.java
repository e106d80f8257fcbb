package dev.kartrainbox.kartra;

import java.util.Optional;

/** What a lead does with a video. */
public sealed interface VideoEvent extends KartraEvent permits VideoCompleted, VideoPlayed {

    /** The video; its id and name may be absent. */
    Video video();

    @Override
    default Optional<Noun> noun() {
        return Optional.of(video());
    }
}
