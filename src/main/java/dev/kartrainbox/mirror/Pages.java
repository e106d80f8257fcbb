package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.PageVisited;
import dev.kartrainbox.kartra.Rebuilt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Mirrors which pages were visited. */
@Rebuilt
@ApplicationScoped
public class Pages {

    @Inject
    Occurrences occurrences;

    void on(@Observes @Priority(Priorities.NOUNS) PageVisited event) {
        occurrences.add(event, PageVisit.class, PageVisit::new);
    }
}
