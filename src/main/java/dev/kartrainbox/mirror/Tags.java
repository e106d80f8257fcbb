package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Tag;
import dev.kartrainbox.kartra.TagAssigned;
import dev.kartrainbox.kartra.TagUnassigned;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Mirrors who holds which tag. */
@ApplicationScoped
public class Tags {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    void on(@Observes @Priority(Priorities.NOUNS) TagAssigned event) {
        spanOf(event, event.tag()).ifPresent(span -> span.open(event.envelope()));
    }

    void on(@Observes @Priority(Priorities.NOUNS) TagUnassigned event) {
        spanOf(event, event.tag()).ifPresent(span -> span.close(event.envelope()));
    }

    /** Empty where the notification does not say which lead or which tag. */
    private Optional<Span> spanOf(KartraEvent event, Tag tag) {
        return tag.id()
                .flatMap(id -> leads.keyOf(event)
                        .map(lead -> known(new TagAssignment.Key(lead, id)).span()));
    }

    private TagAssignment known(TagAssignment.Key key) {
        var known = entityManager.find(TagAssignment.class, key);
        if (known != null) {
            return known;
        }
        var first = new TagAssignment(key);
        entityManager.persist(first);
        return first;
    }
}
