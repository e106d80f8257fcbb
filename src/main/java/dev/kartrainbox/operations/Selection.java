package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.kartra.LeadKey;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries an operation is about: those for which all of this holds. What is absent does not matter, but something must
 * be there.
 *
 * @param state where they stand
 * @param action Kartra's word
 * @param keyName the name of the key that they came with
 * @param from received then or later
 * @param to received before that
 * @param lead the lead that they name, by its id or its e-mail address
 */
public record Selection(
        @Nullable State state,
        @Nullable String action,
        @Nullable String keyName,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String lead) {

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

    public Selection {
        if (state == null && action == null && keyName == null && from == null && to == null && lead == null) {
            throw new IllegalArgumentException("Say which deliveries: by state, action, key, time of receipt or lead.");
        }
        if (lead != null && !isId(lead) && !lead.contains("@")) {
            throw new IllegalArgumentException("A lead is named by its id or its e-mail address.");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("The time from which has to be before the time to which.");
        }
    }

    /** For the audit: an address that was given is not in it. */
    @Override
    public String toString() {
        return Stream.of(
                        part("state", state),
                        part("action", action),
                        part("key", keyName),
                        part("from", from),
                        part("to", to),
                        part("lead", lead == null || isId(lead) ? lead : "named by an e-mail address"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> part(String label, @Nullable Object value) {
        return Optional.ofNullable(value).map(said -> label + " " + said);
    }

    /** Part of a where clause, with a place for each value. */
    private record Condition(String text, List<Object> values) {

        Condition(String text, Object... values) {
            this(text, List.of(values));
        }
    }

    /**
     * A query on deliveries, called {@code d} in it.
     *
     * @param statement with <code>{selected}</code> where it is said which, after all other parameters
     * @param before the values of those, in order
     */
    Query in(EntityManager entityManager, String statement, Object... before) {
        var conditions = conditions();
        var selected = conditions.stream().map(Condition::text).collect(Collectors.joining(" and "));
        var query = entityManager.createNativeQuery(statement.replace("{selected}", selected));
        int place = 0;
        for (var value : before) {
            query.setParameter(++place, value);
        }
        for (var condition : conditions) {
            for (var value : condition.values()) {
                query.setParameter(++place, value);
            }
        }
        return query;
    }

    private List<Condition> conditions() {
        var conditions = new ArrayList<Condition>();
        if (state != null) {
            conditions.add(new Condition("d.state = ?", state.name()));
        }
        if (action != null) {
            conditions.add(new Condition("d.action = ?", action));
        }
        if (keyName != null) {
            conditions.add(new Condition("d.key_name = ?", keyName));
        }
        if (from != null) {
            conditions.add(new Condition("d.received_at >= ?", from.atOffset(ZoneOffset.UTC)));
        }
        if (to != null) {
            conditions.add(new Condition("d.received_at < ?", to.atOffset(ZoneOffset.UTC)));
        }
        if (lead != null) {
            conditions.add(ofLead(lead));
        }
        return conditions;
    }

    private static Condition ofLead(String lead) {
        if (isId(lead)) {
            return new Condition(
                    "d.lead_key = ?", LeadKey.of(Long.valueOf(lead), null).orElseThrow());
        }
        return new Condition(
                "(d.lead_key = ? or lower(d.lead_email) = ?)",
                LeadKey.of(null, lead).orElseThrow(),
                lead.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isId(String lead) {
        return ID.matcher(lead).matches();
    }
}
