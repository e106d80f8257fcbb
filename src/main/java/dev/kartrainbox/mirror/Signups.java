package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Rebuilt;
import dev.kartrainbox.kartra.SignupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Mirrors who sells which product. */
@Rebuilt
@ApplicationScoped
public class Signups {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    /** Nothing where the notification does not say which lead or which product. */
    void on(@Observes @Priority(Priorities.NOUNS) SignupEvent event) {
        event.product()
                .id()
                .ifPresent(id -> leads.keyOf(event)
                        .map(lead -> new ProductSignup.Key(lead, id, ProductSignup.Role.of(event)))
                        .ifPresent(key -> signUp(key, event)));
    }

    private void signUp(ProductSignup.Key key, SignupEvent event) {
        var known = entityManager.find(ProductSignup.class, key);
        if (known == null) {
            entityManager.persist(new ProductSignup(key, event.envelope()));
        } else {
            known.take(event.envelope());
        }
    }
}
