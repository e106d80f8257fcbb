package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.ListEvent;
import dev.kartrainbox.kartra.ListSubscribed;
import dev.kartrainbox.kartra.ListUnsubscribed;
import dev.kartrainbox.kartra.Rebuilt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;

/** Mirrors who is on which list. */
@Rebuilt
@ApplicationScoped
public class MailingLists {

    @Inject
    Holdings holdings;

    void on(@Observes @Priority(Priorities.NOUNS) ListSubscribed event) {
        subscription(event).ifPresent(subscription -> subscription.span().open(event.envelope()));
    }

    void on(@Observes @Priority(Priorities.NOUNS) ListUnsubscribed event) {
        subscription(event).ifPresent(subscription -> subscription.span().close(event.envelope()));
    }

    private Optional<ListSubscription> subscription(ListEvent event) {
        return holdings.of(event, event.list(), ListSubscription.class, ListSubscription::new);
    }
}
