package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Rebuilt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Keeps one line per event and lead, also for actions that have no type. */
@Rebuilt
@ApplicationScoped
public class Timeline {

    @Inject
    Occurrences occurrences;

    void on(@Observes @Priority(Priorities.TIMELINE) KartraEvent event) {
        occurrences.add(event, TimelineEntry.class, TimelineEntry::new);
    }
}
