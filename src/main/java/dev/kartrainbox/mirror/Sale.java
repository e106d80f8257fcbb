package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.Transaction;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A purchase, a refund or a cancellation, once, however often it was delivered. */
@Entity
@Table(name = "sale")
public class Sale {

    @Id
    @Column(name = "fact_key")
    private String factKey;

    @Column(name = "action")
    private String action;

    @Column(name = "lead_key")
    private String leadKey;

    @Column(name = "transaction_id")
    private @Nullable Long transactionId;

    @Column(name = "product_id")
    private @Nullable Long productId;

    @Column(name = "product_price_point")
    private @Nullable Long pricePoint;

    @Column(name = "transaction_quantity")
    private @Nullable Long quantity;

    @Column(name = "transaction_full_amount")
    private @Nullable BigDecimal fullAmount;

    @Column(name = "transaction_base_amount")
    private @Nullable BigDecimal baseAmount;

    @Column(name = "transaction_date")
    private @Nullable OffsetDateTime date;

    @Column(name = "transaction_type")
    private @Nullable String type;

    @Column(name = "lead_id")
    private @Nullable Long leadId;

    @Column(name = "lead_first_name")
    private @Nullable String firstName;

    @Column(name = "lead_last_name")
    private @Nullable String lastName;

    @Column(name = "lead_email")
    private @Nullable String email;

    @Column(name = "lead_username")
    private @Nullable String username;

    @Column(name = "received_at")
    private OffsetDateTime receivedAt;

    @Column(name = "delivery_id")
    private UUID deliveryId;

    @SuppressWarnings("NullAway.Init")
    protected Sale() {}

    Sale(String factKey, String leadKey, CommerceEvent event) {
        this.factKey = factKey;
        this.action = event.action();
        this.leadKey = leadKey;
        this.receivedAt = event.envelope().receivedAt().atOffset(ZoneOffset.UTC);
        tell(event);
    }

    /** The fact was delivered once more: the newest delivery tells what it is, the first one when it was. */
    void take(CommerceEvent event) {
        var at = event.envelope().receivedAt().atOffset(ZoneOffset.UTC);
        if (at.isBefore(receivedAt)) {
            receivedAt = at;
        }
        if (event.envelope().isAsNewAs(deliveryId)) {
            tell(event);
        }
    }

    /** What is not said stays as it was. */
    private void tell(CommerceEvent event) {
        deliveryId = event.envelope().deliveryId();
        copy(event.transaction());
        email = event.buyerEmail().orElse(email);
    }

    private void copy(Transaction said) {
        transactionId = said.id().orElse(transactionId);
        productId = said.product().id().orElse(productId);
        pricePoint = said.pricePoint().orElse(pricePoint);
        quantity = said.quantity().orElse(quantity);
        fullAmount = said.fullAmount().orElse(fullAmount);
        baseAmount = said.baseAmount().orElse(baseAmount);
        date = said.date().map(time -> time.atOffset(ZoneOffset.UTC)).orElse(date);
        type = said.type().orElse(type);
        leadId = said.leadId().orElse(leadId);
        firstName = said.firstName().orElse(firstName);
        lastName = said.lastName().orElse(lastName);
        username = said.username().orElse(username);
    }
}
