package dev.kartrainbox.operations;

import dev.kartrainbox.dispatch.Subscription;
import dev.kartrainbox.inbox.State;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a selection is about, counted by state and action. */
public record Overview(List<Part> parts) {

    private static final String COUNT = """
            select d.state, d.action, count(*), min(d.received_at), max(d.received_at)
            from delivery d where {selected} group by d.state, d.action order by d.state, d.action""";

    public Overview {
        parts = List.copyOf(parts);
    }

    /**
     * Deliveries of one action in one state.
     *
     * @param action absent where none was found in them
     * @param oldest when the first of them was received
     * @param newest when the last of them was
     */
    public record Part(State state, @Nullable String action, long deliveries, Instant oldest, Instant newest) {

        private static Part of(Object row) {
            var columns = (Object[]) row;
            return new Part(
                    State.valueOf((String) columns[0]),
                    (String) columns[1],
                    ((Number) columns[2]).longValue(),
                    Columns.instant(columns[3]),
                    Columns.instant(columns[4]));
        }
    }

    static Overview of(Selection selection, EntityManager entityManager) {
        List<?> rows = selection.in(entityManager, COUNT).getResultList();
        return new Overview(rows.stream().map(Part::of).toList());
    }

    /** Those in one of these states. */
    public Overview in(Set<State> states) {
        return only(part -> states.contains(part.state()));
    }

    /** Those in none of these states. */
    public Overview notIn(Set<State> states) {
        return only(part -> !states.contains(part.state()));
    }

    private Overview only(Predicate<Part> condition) {
        return new Overview(parts.stream().filter(condition).toList());
    }

    public long deliveries() {
        return parts.stream().mapToLong(Part::deliveries).sum();
    }

    /** When the first was received; empty where there is none. */
    public Optional<Instant> oldest() {
        return parts.stream().map(Part::oldest).min(Comparator.naturalOrder());
    }

    /** When the last was received; empty where there is none. */
    public Optional<Instant> newest() {
        return parts.stream().map(Part::newest).max(Comparator.naturalOrder());
    }

    /** Under which observers are told of them. */
    public Set<String> actions() {
        return parts.stream().map(part -> Subscription.actionOf(part.action())).collect(Collectors.toSet());
    }
}
