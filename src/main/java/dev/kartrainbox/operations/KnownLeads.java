package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who the leads are, and what they hold, as the mirror knows it; what they did is {@link LeadHistory}. */
@ApplicationScoped
public class KnownLeads {

    private static final List<String> ATTRIBUTES = List.of(
            "id",
            "first_name",
            "middle_name",
            "last_name",
            "last_name2",
            "email",
            "phone_country_code",
            "phone",
            "company",
            "address",
            "city",
            "zip",
            "state",
            "country",
            "date_joined",
            "website",
            "ip",
            "ip_country",
            "facebook",
            "twitter",
            "linkedin",
            "google_plus",
            "sales_tax_id",
            "lead_picture",
            "source",
            "score",
            "lead_deleted",
            "lead_deleted_date",
            "referring_id",
            "blacklisted",
            "source_id",
            "gdpr_lead_status",
            "gdpr_lead_status_date",
            "gdpr_lead_status_ip",
            "gdpr_lead_communications",
            "lead_preferred_time_zone");

    private static final String SIGHTED = """
            select l.lead_key, l.id, l.email, l.first_name, l.last_name, s.first_seen_at, s.last_seen_at
            from lead l join lead_sighting s on s.lead_key = l.lead_key where\s""";

    private static final String FACTS = """
            select 'tag', a.tag_id, n.tag_name, a.active, a.since, a.until
            from tag_assignment a join tag n on n.tag_id = a.tag_id where a.lead_key = ?1
            union all
            select 'list', a.list_id, n.list_name, a.active, a.since, a.until
            from list_subscription a join mailing_list n on n.list_id = a.list_id where a.lead_key = ?1
            union all
            select 'sequence', a.sequence_id, n.sequence_name, a.active, a.since, a.until
            from sequence_enrollment a join sequence n on n.sequence_id = a.sequence_id where a.lead_key = ?1
            union all
            select 'membership', a.membership_id, n.membership_name, a.active, a.since, a.until
            from membership_access a join membership n on n.membership_id = a.membership_id where a.lead_key = ?1
            order by 1, 2""";

    private static final String CUSTOM_FIELDS =
            "select f.field_identifier, f.field_text from custom_field f where f.lead_key = ?1 order by f.field_id";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /**
     * A lead that was told of.
     *
     * @param key by which the mirror knows it
     * @param firstSeenAt when the first notification of it was received
     * @param lastSeenAt when the newest was
     */
    public record Sighted(
            String key,
            @Nullable Long id,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            Instant firstSeenAt,
            Instant lastSeenAt) {

        private static Sighted of(Object row) {
            var columns = (Object[]) row;
            return new Sighted(
                    (String) columns[0],
                    Columns.number(columns[1]),
                    Columns.text(columns[2]),
                    Columns.text(columns[3]),
                    Columns.text(columns[4]),
                    Columns.instant(columns[5]),
                    Columns.instant(columns[6]));
        }
    }

    /**
     * That it holds a tag, is on a list, in a sequence or a membership, or was.
     *
     * @param kind which of these
     * @param id Kartra's
     * @param active whether it still is
     */
    public record Fact(
            String kind,
            Long id,
            @Nullable String name,
            boolean active,
            @Nullable Instant since,
            @Nullable Instant until) {

        private static Fact of(Object row) {
            var columns = (Object[]) row;
            return new Fact(
                    (String) columns[0],
                    Objects.requireNonNull(Columns.number(columns[1])),
                    Columns.text(columns[2]),
                    (Boolean) columns[3],
                    Columns.instantOrNull(columns[4]),
                    Columns.instantOrNull(columns[5]));
        }
    }

    /** The one with Kartra's id. */
    public List<Sighted> withId(long id) {
        return sighted("l.id = ?", id);
    }

    /** Those that are known by the address now, the one that was seen last first. */
    public List<Sighted> withEmail(String email) {
        return sighted("s.email = ? order by s.delivery_id desc", email.strip().toLowerCase(Locale.ROOT));
    }

    public Optional<Sighted> find(String key) {
        return sighted("l.lead_key = ?", key).stream().findFirst();
    }

    private List<Sighted> sighted(String condition, Object value) {
        List<?> rows = entityManager
                .createNativeQuery(SIGHTED + condition)
                .setParameter(1, value)
                .getResultList();
        return rows.stream().map(Sighted::of).toList();
    }

    /** What Kartra said of it and did not take back, under Kartra's names. */
    public Map<String, String> attributes(String key) {
        var columns = String.join(", l.", ATTRIBUTES);
        List<?> rows = entityManager
                .createNativeQuery("select l." + columns + " from lead l where l.lead_key = ?")
                .setParameter(1, key)
                .getResultList();
        var attributes = new LinkedHashMap<String, String>();
        rows.stream().map(row -> (Object[]) row).forEach(row -> {
            for (int i = 0; i < row.length; i++) {
                var value =
                        ATTRIBUTES.get(i).endsWith("date") || ATTRIBUTES.get(i).equals("date_joined")
                                ? Columns.instantOrNull(row[i])
                                : row[i];
                if (value != null) {
                    attributes.put(ATTRIBUTES.get(i), value.toString());
                }
            }
        });
        return attributes;
    }

    /** Its custom fields that say something, by their identifiers. */
    public Map<String, String> customFields(String key) {
        var fields = new LinkedHashMap<String, String>();
        rows(CUSTOM_FIELDS, key).stream()
                .map(row -> (Object[]) row)
                .filter(row -> row[0] != null && row[1] != null)
                .forEach(row -> fields.put((String) row[0], (String) row[1]));
        return fields;
    }

    public List<Fact> facts(String key) {
        return rows(FACTS, key).stream().map(Fact::of).toList();
    }

    private List<?> rows(String query, String key) {
        return entityManager.createNativeQuery(query).setParameter(1, key).getResultList();
    }
}
