package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Leads that the mirror can only be rebuilt for together: it takes who is named by an e-mail address alone for the lead that
 * was last known by it, and deliveries of two leads may tell of the same sale.
 */
@ApplicationScoped
public class Kinship {

    private static final String NEXT_OF = """
            select t.lead_key from timeline t join delivery d on d.id = t.delivery_id where d.lead_key = ?1
            union
            select d.lead_key from timeline t join delivery d on d.id = t.delivery_id where t.lead_key = ?1
            union
            select s.lead_key from sale s join delivery d on d.id = s.delivery_id where d.lead_key = ?1
            union
            select d.lead_key from sale s join delivery d on d.id = s.delivery_id where s.lead_key = ?1
            union
            select e.lead_key from delivery d join delivery e on e.lead_key = concat(cast(?2 as varchar), lower(trim(d.lead_email)))
            where d.lead_key = ?1 and d.lead_email is not null""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** The keys of the lead and of all its kin. */
    SortedSet<String> of(String leadKey) {
        var kin = new TreeSet<>(List.of(leadKey));
        var unknown = new ArrayDeque<>(kin);
        while (!unknown.isEmpty()) {
            List<?> next = entityManager
                    .createNativeQuery(NEXT_OF)
                    .setParameter(1, unknown.remove())
                    .setParameter(2, "e:")
                    .getResultList();
            next.stream().map(String.class::cast).filter(kin::add).forEach(unknown::add);
        }
        return kin;
    }
}
