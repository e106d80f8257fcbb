package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds out by which names a lead was ever known: in what was kept of it, and in the mirror. */
@ApplicationScoped
public class Naming {

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

    private static final String IDS_OF_EMAIL = """
            select d.lead_id from delivery d where lower(trim(d.lead_email)) = ?1 and d.lead_id is not null
            union
            select l.id from lead l where lower(trim(l.email)) = ?1 and l.id is not null""";

    private static final String EMAILS_OF_ID = """
            select lower(trim(d.lead_email)) from delivery d where d.lead_key = ?1 and d.lead_email is not null
            union
            select lower(trim(l.email)) from lead l where l.lead_key = ?1 and l.email is not null
            union
            select s.email from lead_sighting s where s.lead_key = ?1 and s.email is not null
            union
            select lower(trim(s.lead_email)) from sale s
            where s.lead_key = ?1 and s.lead_id = ?2 and s.lead_email is not null""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /**
     * All its names. Nobody needs to have heard of it.
     *
     * @param lead its id or its e-mail address
     * @throws IllegalArgumentException if it is neither
     */
    public LeadNames of(String lead) {
        var ids = new TreeSet<Long>();
        var emails = new TreeSet<String>();
        var text = lead.strip();
        if (ID.matcher(text).matches()) {
            ids.add(Long.valueOf(text));
        } else if (text.contains("@")) {
            emails.add(text.toLowerCase(Locale.ROOT));
            ids.addAll(idsOf(text.toLowerCase(Locale.ROOT)));
        } else {
            throw new IllegalArgumentException("A lead is named by its id or its e-mail address.");
        }
        ids.forEach(id -> emails.addAll(emailsOf(id)));
        var sharing = new TreeSet<Long>();
        emails.forEach(email -> sharing.addAll(idsOf(email)));
        sharing.removeAll(ids);
        return new LeadNames(ids, emails, sharing);
    }

    private SortedSet<Long> idsOf(String email) {
        List<?> ids = entityManager
                .createNativeQuery(IDS_OF_EMAIL)
                .setParameter(1, email)
                .getResultList();
        var sorted = new TreeSet<Long>();
        ids.forEach(id -> sorted.add(((Number) id).longValue()));
        return sorted;
    }

    private List<String> emailsOf(long id) {
        List<?> emails = entityManager
                .createNativeQuery(EMAILS_OF_ID)
                .setParameter(1, "i:" + id)
                .setParameter(2, id)
                .getResultList();
        return emails.stream()
                .map(String.class::cast)
                .filter(Objects::nonNull)
                .filter(email -> email.contains("@"))
                .toList();
    }
}
