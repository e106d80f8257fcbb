package com.example.invoices;

import dev.kartrainbox.kartra.ProductPurchased;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Rings once a purchase is in the database. Told once, and not again if it fails: for what may be lost. */
@ApplicationScoped
public class Bell {

    private static final Logger LOG = System.getLogger(Bell.class.getName());

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ProductPurchased event) {
        LOG.log(Level.INFO, "{0} sold something", event.envelope().deliveryId());
    }
}
