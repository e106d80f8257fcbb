package dev.kartrainbox.intake;

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
     * All of them, after those that this node has made while the database was away were added: their URL may be in use already.
     * Where the database holds none at all, as a new one does, those that it held are added too.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<LiveKey> reconcile(KeyCopy copy) {
        var stored = all();
        var missing = stored.isEmpty() ? copy.all() : copy.made();
        missing.stream()
                .filter(key -> stored.stream().noneMatch(other -> other.name().equals(key.name())))
                .forEach(key -> entityManager.persist(new AccessKey(key, clock.instant())));
        entityManager.flush();
        return all();
    }

    private List<LiveKey> all() {
        return entityManager
                .createNamedQuery(AccessKey.ALL, AccessKey.class)
                .getResultStream()
                .map(AccessKey::live)
                .toList();
    }
}
