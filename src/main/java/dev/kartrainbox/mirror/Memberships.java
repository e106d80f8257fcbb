package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.MembershipEvent;
import dev.kartrainbox.kartra.MembershipGranted;
import dev.kartrainbox.kartra.MembershipRevoked;
import dev.kartrainbox.kartra.Rebuilt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Mirrors who has access to which level of which membership. */
@Rebuilt
@ApplicationScoped
public class Memberships {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    void on(@Observes @Priority(Priorities.NOUNS) MembershipGranted event) {
        access(event).ifPresent(access -> access.span().open(event.envelope()));
    }

    void on(@Observes @Priority(Priorities.NOUNS) MembershipRevoked event) {
        access(event).ifPresent(access -> access.span().close(event.envelope()));
    }

    /** Empty where the notification does not say which lead or which membership; a level that is not named is a level too. */
    private Optional<MembershipAccess> access(MembershipEvent event) {
        var membership = event.membership();
        long level = membership.levelId().orElse(SharedNoun.NO_LEVEL);
        return membership
                .id()
                .flatMap(id -> leads.keyOf(event).map(lead -> knownOrFirst(new MembershipAccess.Key(lead, id, level))));
    }

    private MembershipAccess knownOrFirst(MembershipAccess.Key key) {
        var known = entityManager.find(MembershipAccess.class, key);
        if (known != null) {
            return known;
        }
        var first = new MembershipAccess(key);
        entityManager.persist(first);
        return first;
    }
}
