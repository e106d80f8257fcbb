package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Set;

/**
 * Tells a delivery once more to those who make anew what they wrote, and to nobody else: in the transaction of whoever asks.
 * The delivery stays as it is, unless it was unfinished for their sake only.
 */
@ApplicationScoped
public class Rebuilding {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    ObserverCatalog observers;

    @Inject
    Tasks tasks;

    /**
     * Tells them, or queues the delivery behind an earlier one of the lead for which one of them failed.
     *
     * @param owing the leads for whom any observer owes something
     */
    void tell(Opened opened, Set<String> owing) {
        if (owing.contains(opened.claim().leadKey()) && isOwed(opened.claim())) {
            tasks.queueBehind(opened);
            return;
        }
        observers.rebuildingOf(opened.event()).forEach(observer -> observer.tell(opened.event()));
        if (opened.delivery().state() != State.PROCESSED
                && !tasks.areLeftOf(opened.delivery().id())) {
            tasks.finish(opened.delivery(), opened.event());
        }
    }

    private boolean isOwed(Claim claim) {
        return entityManager
                        .createNamedQuery(ObserverTask.OWED_BY, Long.class)
                        .setParameter("lane", claim.lane())
                        .setParameter("leadKey", claim.leadKey())
                        .setParameter("observers", observers.rebuilding())
                        .getSingleResult()
                > 0;
    }
}
