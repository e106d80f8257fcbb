package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.ChosenOption;
import dev.kartrainbox.kartra.CustomField;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mirrors what leads have in custom fields. Nearly every notification repeats all of a lead's fields as they were, so they are
 * read for many leads in one statement, and only what is new is looked up and written.
 */
@ApplicationScoped
public class CustomFields {

    /** The options' leads are named, too: else PostgreSQL reads all options there are for every batch. */
    private static final String VALUES = """
            select f.lead_key, f.field_id, f.field_identifier, f.field_type, f.field_text, o.position, o.option_id, o.option_value
            from custom_field f left join custom_field_option o
                on o.lead_key = f.lead_key and o.field_id = f.field_id and o.lead_key in (:keys)
            where f.lead_key in (:keys) order by f.lead_key, f.field_id, o.position""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Known known;

    /** Reads what these leads have, for the time of the transaction. */
    void readAhead(Collection<String> leadKeys) {
        if (!leadKeys.isEmpty()) {
            known.add(values(leadKeys));
        }
    }

    /** Takes over what a notification says. */
    void copy(String leadKey, List<CustomField> said) {
        if (said.isEmpty()) {
            return;
        }
        var values = known(leadKey);
        for (var field : said) {
            var value = Value.of(field);
            field.id()
                    .filter(id -> !value.equals(values.put(id, value)))
                    .ifPresent(id -> field(leadKey, id).copy(field));
        }
    }

    private Map<Long, Value> known(String leadKey) {
        if (!known.has(leadKey)) {
            readAhead(List.of(leadKey));
        }
        return known.of(leadKey);
    }

    private CustomField field(String leadKey, long id) {
        var there = entityManager.find(CustomField.class, new CustomField.Key(leadKey, id));
        if (there != null) {
            return there;
        }
        var field = new CustomField(leadKey, id);
        entityManager.persist(field);
        return field;
    }

    private Map<String, Map<Long, Value>> values(Collection<String> leadKeys) {
        var query = entityManager
                .createNativeQuery(
                        VALUES.replace(":keys", String.join(", ", Collections.nCopies(leadKeys.size(), "?"))))
                .setFlushMode(FlushModeType.AUTO);
        var values = new HashMap<String, Map<Long, Value>>();
        int position = 0;
        for (var leadKey : leadKeys) {
            query.setParameter(++position, leadKey);
            query.setParameter(leadKeys.size() + position, leadKey);
            values.put(leadKey, new HashMap<>());
        }
        for (var row : query.getResultList()) {
            add((Object[]) row, values);
        }
        return values;
    }

    private static void add(@Nullable Object[] row, Map<String, Map<Long, Value>> values) {
        var value = Objects.requireNonNull(values.get((String) row[0]))
                .computeIfAbsent(
                        ((Number) Objects.requireNonNull(row[1])).longValue(),
                        id -> new Value(
                                (String) row[2], (String) row[3], (String) row[4], new ArrayList<ChosenOption>()));
        if (row[5] != null) {
            value.options.add(new ChosenOption(row[6] == null ? null : ((Number) row[6]).longValue(), (String) row[7]));
        }
    }

    /** What a custom field says. */
    private record Value(
            @Nullable String identifier,
            @Nullable String type,
            @Nullable String text,
            List<ChosenOption> options) {

        static Value of(CustomField field) {
            return new Value(
                    field.identifier().orElse(null),
                    field.type().orElse(null),
                    field.text().orElse(null),
                    field.options());
        }
    }

    /** What leads have, as far as the transaction has read or written it. */
    @TransactionScoped
    public static class Known implements Serializable {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, Map<Long, Value>> byLead = new HashMap<>();

        void add(Map<String, Map<Long, Value>> values) {
            byLead.putAll(values);
        }

        boolean has(String leadKey) {
            return byLead.containsKey(leadKey);
        }

        /** By id of the field. */
        Map<Long, Value> of(String leadKey) {
            return Objects.requireNonNull(byLead.get(leadKey));
        }
    }
}
