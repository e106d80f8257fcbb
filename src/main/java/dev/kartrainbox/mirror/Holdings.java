package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Noun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.function.Function;

/** What leads hold. */
@ApplicationScoped
public class Holdings {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    /**
     * The holding of the event's lead.
     *
     * @param first makes the row where there is none yet
     * @return empty where the notification does not say which lead or which noun
     */
    <H extends Holding> Optional<H> of(KartraEvent event, Noun noun, Class<H> type, Function<Holding.Key, H> first) {
        return noun.id()
                .flatMap(id -> leads.keyOf(event).map(lead -> knownOrFirst(new Holding.Key(lead, id), type, first)));
    }

    private <H extends Holding> H knownOrFirst(Holding.Key key, Class<H> type, Function<Holding.Key, H> first) {
        var known = entityManager.find(type, key);
        if (known != null) {
            return known;
        }
        var made = first.apply(key);
        entityManager.persist(made);
        return made;
    }
}
