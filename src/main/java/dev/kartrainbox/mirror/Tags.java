package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Rebuilt;
import dev.kartrainbox.kartra.TagAssigned;
import dev.kartrainbox.kartra.TagEvent;
import dev.kartrainbox.kartra.TagUnassigned;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;

/** Mirrors who holds which tag. */
@Rebuilt
@ApplicationScoped
public class Tags {

    @Inject
    Holdings holdings;

    void on(@Observes @Priority(Priorities.NOUNS) TagAssigned event) {
        assignment(event).ifPresent(assignment -> assignment.span().open(event.envelope()));
    }

    void on(@Observes @Priority(Priorities.NOUNS) TagUnassigned event) {
        assignment(event).ifPresent(assignment -> assignment.span().close(event.envelope()));
    }

    private Optional<TagAssignment> assignment(TagEvent event) {
        return holdings.of(event, event.tag(), TagAssignment.class, TagAssignment::new);
    }
}
