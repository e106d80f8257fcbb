package com.example.invoices;

import dev.kartrainbox.kartra.ProductPurchased;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Writes an invoice for every purchase, in the transaction of the delivery: both are kept, or neither. */
@ApplicationScoped
public class Invoices {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    void on(@Observes ProductPurchased event) {
        entityManager.persist(new Invoice(event));
    }
}
