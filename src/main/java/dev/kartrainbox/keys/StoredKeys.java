package dev.kartrainbox.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** The keys that the database holds. */
@ApplicationScoped
public class StoredKeys {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * What the database holds.
     *
     * @param any whether it holds keys at all, live or not
     * @param live those that are accepted now
     */
    public record Holding(boolean any, List<LiveKey> live) {

        public Holding {
            live = List.copyOf(live);
        }
    }

    /** What it holds now. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Holding now() {
        return holding();
    }

    /**
     * What it holds, after those that this node has made while the database was away were added: their URL may be in use already.
     * Where the database holds none at all, as a new one does, those that it held are added too.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Holding reconcile(KeyCopy copy) {
        var stored = all();
        var missing = stored.isEmpty() ? copy.all() : copy.made();
        missing.stream()
                .filter(key -> stored.stream().noneMatch(other -> other.name().equals(key.name())))
                .forEach(key -> entityManager.persist(new AccessKey(key, clock.instant())));
        entityManager.flush();
        return holding();
    }

    private Holding holding() {
        var stored = all();
        var now = clock.instant();
        return new Holding(
                !stored.isEmpty(),
                stored.stream()
                        .filter(key -> key.isLiveAt(now))
                        .map(AccessKey::live)
                        .toList());
    }

    private List<AccessKey> all() {
        return entityManager
                .createNamedQuery(AccessKey.ALL, AccessKey.class)
                .getResultStream()
                .toList();
    }
}
