package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.ListSubscribed;
import dev.kartrainbox.kartra.ListUnsubscribed;
import dev.kartrainbox.kartra.MailingList;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Mirrors who is on which list. */
@ApplicationScoped
public class MailingLists {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    void on(@Observes @Priority(Priorities.NOUNS) ListSubscribed event) {
        spanOf(event, event.list()).ifPresent(span -> span.open(event.envelope()));
    }

    void on(@Observes @Priority(Priorities.NOUNS) ListUnsubscribed event) {
        spanOf(event, event.list()).ifPresent(span -> span.close(event.envelope()));
    }

    /** Empty where the notification does not say which lead or which list. */
    private Optional<Span> spanOf(KartraEvent event, MailingList list) {
        return list.id()
                .flatMap(id -> leads.keyOf(event)
                        .map(lead -> known(new ListSubscription.Key(lead, id)).span()));
    }

    private ListSubscription known(ListSubscription.Key key) {
        var known = entityManager.find(ListSubscription.class, key);
        if (known != null) {
            return known;
        }
        var first = new ListSubscription(key);
        entityManager.persist(first);
        return first;
    }
}
