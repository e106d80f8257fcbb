package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Rebuilt;
import dev.kartrainbox.kartra.SequenceCompleted;
import dev.kartrainbox.kartra.SequenceEvent;
import dev.kartrainbox.kartra.SequenceSubscribed;
import dev.kartrainbox.kartra.SequenceUnsubscribed;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;

/** Mirrors who is in which sequence, and who completed it. */
@Rebuilt
@ApplicationScoped
public class Sequences {

    @Inject
    Holdings holdings;

    void on(@Observes @Priority(Priorities.NOUNS) SequenceSubscribed event) {
        enrollment(event).ifPresent(enrollment -> enrollment.span().open(event.envelope()));
    }

    void on(@Observes @Priority(Priorities.NOUNS) SequenceUnsubscribed event) {
        enrollment(event).ifPresent(enrollment -> enrollment.span().close(event.envelope()));
    }

    void on(@Observes @Priority(Priorities.NOUNS) SequenceCompleted event) {
        enrollment(event).ifPresent(enrollment -> enrollment.complete(event.envelope()));
    }

    private Optional<SequenceEnrollment> enrollment(SequenceEvent event) {
        return holdings.of(event, event.sequence(), SequenceEnrollment.class, SequenceEnrollment::new);
    }
}
