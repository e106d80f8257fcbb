package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.FormFilled;
import dev.kartrainbox.kartra.Rebuilt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Mirrors which forms were filled in. */
@Rebuilt
@ApplicationScoped
public class Forms {

    @Inject
    Occurrences occurrences;

    void on(@Observes @Priority(Priorities.NOUNS) FormFilled event) {
        occurrences.add(event, FormSubmission.class, FormSubmission::new);
    }
}
