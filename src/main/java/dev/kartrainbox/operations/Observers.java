package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who is told of what, as of the server's last start. */
@ApplicationScoped
public class Observers {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** The names of those who are told of any of the actions. */
    public Set<String> of(Set<String> actions) {
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
    public Set<String> rebuilding() {
        List<?> names = entityManager
                .createNativeQuery("select distinct name from observer where rebuilt")
                .getResultList();
        return names.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Who is told of what.
     *
     * @param name the observer's
     * @param actions Kartra's words of what it is told of; {@code (other)} for those without a type of their own
     * @param rebuilt whether it is told again when the mirror is rebuilt
     */
    public record Told(String name, List<String> actions, boolean rebuilt) {

        public Told {
            actions = List.copyOf(actions);
        }
    }

    /** All of them, by name. */
    public List<Told> all() {
        List<?> rows = entityManager
                .createNativeQuery("select name, action, rebuilt from observer order by name, action")
                .getResultList();
        var actions = new TreeMap<String, List<String>>();
        var rebuilt = new TreeSet<String>();
        rows.stream().map(row -> (Object[]) row).forEach(row -> {
            actions.computeIfAbsent((String) row[0], none -> new ArrayList<>()).add((String) row[1]);
            if ((Boolean) row[2]) {
                rebuilt.add((String) row[0]);
            }
        });
        return actions.entrySet().stream()
                .map(entry -> new Told(entry.getKey(), entry.getValue(), rebuilt.contains(entry.getKey())))
                .toList();
    }
}
