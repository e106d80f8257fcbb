package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Rebuilt;
import dev.kartrainbox.kartra.VideoEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Mirrors which videos were started and watched to their end. */
@Rebuilt
@ApplicationScoped
public class Videos {

    @Inject
    Occurrences occurrences;

    void on(@Observes @Priority(Priorities.NOUNS) VideoEvent event) {
        occurrences.add(event, VideoView.class, VideoView::new);
    }
}
