package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Rebuilt;
import dev.kartrainbox.kartra.SurveyCompleted;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Mirrors how surveys were answered. */
@Rebuilt
@ApplicationScoped
public class Surveys {

    @Inject
    Occurrences occurrences;

    void on(@Observes @Priority(Priorities.NOUNS) SurveyCompleted event) {
        occurrences.add(event, SurveyResponse.class, SurveyResponse::new);
    }
}
