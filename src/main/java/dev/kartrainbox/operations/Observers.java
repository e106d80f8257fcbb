package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who is told of what, as of the server's last start. */
@ApplicationScoped
public class Observers {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** The names of those who are told of any of the actions. */
    Set<String> of(Set<String> actions) {
        List<?> rows = entityManager
                .createNativeQuery("select name, action from observer")
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .filter(row -> actions.contains((String) row[1]))
                .map(row -> (String) row[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of which actions the observer is told; none where there is no observer of this name. */
    Set<String> actionsOf(String observer) {
        List<?> actions = entityManager
                .createNativeQuery("select action from observer where name = ?1")
                .setParameter(1, observer)
                .getResultList();
        return actions.stream().map(String.class::cast).collect(Collectors.toSet());
    }

    /** The names of those who are told again when the mirror is rebuilt. */
    Set<String> rebuilding() {
        List<?> names = entityManager
                .createNativeQuery("select distinct name from observer where rebuilt")
                .getResultList();
        return names.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new));
    }
}
