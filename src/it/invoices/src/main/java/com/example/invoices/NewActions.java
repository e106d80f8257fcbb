package com.example.invoices;

import dev.kartrainbox.kartra.UnrecognizedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Remembers the first of every action that Kartra Inbox has no event for yet. */
@ApplicationScoped
public class NewActions {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    void on(@Observes UnrecognizedEvent event) {
        entityManager
                .createNativeQuery("insert into new_action (action, details) select ?1, ?2"
                        + " where not exists (select 1 from new_action where action = ?1)")
                .setParameter(1, event.action())
                .setParameter(2, event.details().toString())
                .executeUpdate();
    }
}
