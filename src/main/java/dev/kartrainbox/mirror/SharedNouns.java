package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.List;

/** Sees to it that tags, lists, products and the like have their rows before the rows of leads refer to them. */
@ApplicationScoped
public class SharedNouns {

    /** What is told again says what it is called even where that is known: others may be told again after it, with older names. */
    private static final String KNOWN = """
            select 1 from {table}
            where {match} and (cast(?2 as varchar) is null or {name} = cast(?2 as varchar) and {named_by} >= cast(?3 as uuid))""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    SharedNounWriter writer;

    void on(@Observes UpcomingEvents upcoming) {
        var asked = new HashMap<SharedNoun.Named, Boolean>(); // many events name the same few
        var news = upcoming.events().stream()
                .flatMap(event -> SharedNoun.of(event))
                .filter(noun -> !asked.computeIfAbsent(noun.named(), named -> isKnown(noun)))
                .sorted(SharedNoun.IN_ORDER)
                .toList();
        if (!news.isEmpty()) {
            write(news);
        }
    }

    private void write(List<SharedNoun> news) {
        try {
            writer.write(news);
        } catch (
                RuntimeException e) { // another worker may have written the same at the same time; then it is there now
            if (!news.stream().allMatch(this::isKnown)) {
                throw e;
            }
        }
    }

    private boolean isKnown(SharedNoun noun) {
        return !noun.identify(entityManager.createNativeQuery(noun.kind().in(KNOWN)))
                .setParameter(2, noun.name())
                .setParameter(3, noun.knownFrom())
                .getResultList()
                .isEmpty();
    }
}
