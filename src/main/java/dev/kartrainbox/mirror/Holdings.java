package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Noun;
import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What leads hold. Most of it they hold for the first time, so what there is is found out for a whole batch at once. */
@ApplicationScoped
public class Holdings {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Leads leads;

    @Inject
    Known known;

    void on(@Observes UpcomingEvents upcoming) {
        known.expect(upcoming.events());
    }

    /**
     * The holding of the event's lead.
     *
     * @param first makes the row where there is none yet
     * @return empty where the notification does not say which lead or which noun
     */
    <H extends Holding> Optional<H> of(KartraEvent event, Noun noun, Class<H> type, Function<Holding.Key, H> first) {
        return noun.id()
                .flatMap(id -> leads.keyOf(event)
                        .map(lead -> knownOrFirst(new Holding.Key(lead, id), noun.getClass(), type, first)));
    }

    private <H extends Holding> H knownOrFirst(
            Holding.Key key, Class<? extends Noun> noun, Class<H> type, Function<Holding.Key, H> first) {
        if (known.missing(type, () -> missing(noun, type)).remove(key)) {
            return persisted(first.apply(key));
        }
        var there = entityManager.find(type, key);
        return there != null ? there : persisted(first.apply(key));
    }

    private <H extends Holding> H persisted(H first) {
        entityManager.persist(first);
        return first;
    }

    /** Of the batch's; those that are there are in the persistence context then. None where it has but one. */
    private Set<Holding.Key> missing(Class<? extends Noun> noun, Class<? extends Holding> type) {
        var missing = known.batch().stream()
                .flatMap(event -> key(event, noun).stream())
                .collect(Collectors.toCollection(HashSet::new));
        if (missing.size() < 2) {
            return new HashSet<>();
        }
        entityManager
                .createQuery(
                        "select h from " + type.getSimpleName() + " h where h.leadKey in :leads and h.nounId in :nouns",
                        type)
                .setParameter("leads", distinct(missing, Holding.Key::leadKey))
                .setParameter("nouns", distinct(missing, Holding.Key::nounId))
                .getResultStream()
                .map(Holding::key)
                .forEach(missing::remove);
        return missing;
    }

    private static Optional<Holding.Key> key(KartraEvent event, Class<? extends Noun> type) {
        return event.noun()
                .filter(type::isInstance)
                .flatMap(Noun::id)
                .flatMap(id -> event.lead().key().map(lead -> new Holding.Key(lead, id)));
    }

    private static <T> List<T> distinct(Set<Holding.Key> keys, Function<Holding.Key, T> part) {
        return keys.stream().map(part).distinct().toList();
    }

    /** Which holdings of the transaction's batch have no row, as far as it has asked and not written them. */
    @TransactionScoped
    public static class Known implements Serializable {

        private static final long serialVersionUID = 1L;

        private final transient List<KartraEvent> batch = new ArrayList<>();
        private final transient Map<Class<? extends Holding>, Set<Holding.Key>> missing = new HashMap<>();

        void expect(List<KartraEvent> events) {
            batch.addAll(events);
        }

        List<KartraEvent> batch() {
            return batch;
        }

        Set<Holding.Key> missing(Class<? extends Holding> type, Supplier<Set<Holding.Key>> asked) {
            return missing.computeIfAbsent(type, first -> asked.get());
        }
    }
}
