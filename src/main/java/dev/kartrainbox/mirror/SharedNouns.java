package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that tags, lists, products and the like have their rows before the rows of leads refer to them. Many events name
 * the same few, and nearly all are known, so that is found out for a whole batch in one statement.
 */
@ApplicationScoped
public class SharedNouns {

    private static final String THERE =
            "select {kind}, {id}, {whole}, {name}, {named_by} from {table} where {id} in (:ids)";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    SharedNounWriter writer;

    void on(@Observes UpcomingEvents upcoming) {
        var news = unknown(upcoming.events().stream().flatMap(SharedNoun::of).toList());
        if (!news.isEmpty()) {
            write(news.stream().sorted(SharedNoun.IN_ORDER).toList());
        }
    }

    private void write(List<SharedNoun> news) {
        try {
            writer.write(news);
        } catch (
                RuntimeException e) { // another worker may have written the same at the same time; then it is there now
            if (!unknown(news).isEmpty()) {
                throw e;
            }
        }
    }

    /**
     * Those that are not there, or are called otherwise there by any of these: of two names the newer has to be written last, even
     * where it is the one that is there.
     */
    private List<SharedNoun> unknown(List<SharedNoun> nouns) {
        var there = there(nouns);
        var places = nouns.stream()
                .filter(noun -> !noun.isKnownBy(there.get(noun.place())))
                .map(SharedNoun::place)
                .collect(Collectors.toSet());
        return nouns.stream().filter(noun -> places.contains(noun.place())).toList();
    }

    private Map<SharedNoun.Place, SharedNoun.Name> there(List<SharedNoun> nouns) {
        var ids = new EnumMap<SharedNoun.Kind, Set<Long>>(SharedNoun.Kind.class);
        nouns.forEach(noun ->
                ids.computeIfAbsent(noun.kind(), kind -> new LinkedHashSet<>()).add(noun.id()));
        if (ids.isEmpty()) {
            return Map.of();
        }
        var query = entityManager.createNativeQuery(ids.entrySet().stream()
                .map(entry -> entry.getKey().in(THERE).replace(":ids", places(entry.getValue())))
                .collect(Collectors.joining("\nunion all ")));
        int position = 0;
        for (var id : ids.values().stream().flatMap(Set::stream).toList()) {
            query.setParameter(++position, id);
        }
        var there = new HashMap<SharedNoun.Place, SharedNoun.Name>();
        for (var found : query.getResultList()) {
            var row = (@Nullable Object[]) found;
            there.put(SharedNoun.Place.of(row[0], row[1], row[2]), new SharedNoun.Name((String) row[3], (UUID) row[4]));
        }
        return there;
    }

    private static String places(Set<Long> ids) {
        return String.join(", ", Collections.nCopies(ids.size(), "?"));
    }
}
