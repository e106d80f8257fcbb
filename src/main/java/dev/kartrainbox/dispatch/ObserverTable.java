package dev.kartrainbox.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** Writes down which observers are told of which action, so that people and commands outside the server can see it. */
@ApplicationScoped
public class ObserverTable {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /**
     * Replaces the table's rows.
     *
     * @param subscriptions each once
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void replace(List<Subscription> subscriptions) {
        entityManager.createNativeQuery("delete from observer").executeUpdate();
        for (var subscription : subscriptions) {
            entityManager
                    .createNativeQuery("insert into observer (name, action, rebuilt) values (?1, ?2, ?3)")
                    .setParameter(1, subscription.observer())
                    .setParameter(2, subscription.action())
                    .setParameter(3, subscription.rebuilt())
                    .executeUpdate();
        }
    }
}
