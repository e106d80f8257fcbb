package com.example.invoices;

import dev.kartrainbox.kartra.ProductPurchased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.UUID;

/** What a buyer owes. Absent is whatever Kartra did not say. */
@Entity
public class Invoice {

    @Id
    @Column(name = "delivery_id")
    private UUID deliveryId;

    @Column(name = "transaction_id")
    private Long transactionId;

    private String buyer;

    private String product;

    private BigDecimal amount;

    protected Invoice() {}

    Invoice(ProductPurchased event) {
        var payment = event.transaction();
        deliveryId = event.envelope().deliveryId();
        transactionId = payment.id().orElse(null);
        buyer = event.buyerEmail().orElse(null);
        product = payment.product().name().orElse(null);
        amount = payment.fullAmount().orElse(null);
    }

    UUID deliveryId() {
        return deliveryId;
    }

    String buyer() {
        return buyer;
    }

    BigDecimal amount() {
        return amount;
    }
}
