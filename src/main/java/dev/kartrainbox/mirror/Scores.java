package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Rebuilt;
import dev.kartrainbox.kartra.ScoreReached;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Mirrors which scores were reached. */
@Rebuilt
@ApplicationScoped
public class Scores {

    @Inject
    Occurrences occurrences;

    void on(@Observes @Priority(Priorities.NOUNS) ScoreReached event) {
        occurrences.add(event, ScoreMark.class, ScoreMark::new);
    }
}
