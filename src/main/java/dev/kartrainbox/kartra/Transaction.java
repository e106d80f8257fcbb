package dev.kartrainbox.kartra;

import static dev.kartrainbox.kartra.Action.BUY_PRODUCT;
import static dev.kartrainbox.kartra.Action.CANCEL_SUBSCRIPTION;
import static dev.kartrainbox.kartra.Action.PARTIAL_REFUND_PRODUCT;
import static dev.kartrainbox.kartra.Action.REFUND_PRODUCT;

import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A purchase, a refund or a cancellation. What it says of the lead is as of the transaction and may differ from
 * {@link KartraEvent#lead()}, which is as of now.
 *
 * <p>Kartra's pages were seen in part only: more keys may come, and are found in {@link KartraEvent#raw()}. No currency is known
 * to be sent.
 */
public class Transaction {

    @Expected
    @JsonbProperty("transaction_id")
    private @Nullable Long id;

    @Expected
    @AlsoNamed("buyer_first_name")
    @JsonbProperty("lead_first_name")
    private @Nullable String firstName;

    @Expected
    @AlsoNamed("buyer_last_name")
    @JsonbProperty("lead_last_name")
    private @Nullable String lastName;

    @Expected
    @AlsoNamed("buyer_email")
    @JsonbProperty("lead_email")
    private @Nullable String email;

    @Expected
    @JsonbProperty("lead_username")
    private @Nullable String username;

    @Expected
    @JsonbProperty("lead_id")
    private @Nullable Long leadId;

    @Expected
    @JsonbProperty("product_name")
    private @Nullable String productName;

    @Expected
    @JsonbProperty("product_id")
    private @Nullable Long productId;

    @Expected
    @JsonbProperty("product_price_point")
    private @Nullable Long pricePoint;

    @Expected(of = {BUY_PRODUCT, REFUND_PRODUCT, PARTIAL_REFUND_PRODUCT})
    @JsonbProperty("transaction_quantity")
    private @Nullable Long quantity;

    @Expected(of = {BUY_PRODUCT, REFUND_PRODUCT, PARTIAL_REFUND_PRODUCT})
    @JsonbProperty("transaction_full_amount")
    private @Nullable BigDecimal fullAmount;

    @Expected(of = {REFUND_PRODUCT, PARTIAL_REFUND_PRODUCT})
    @JsonbProperty("transaction_base_amount")
    private @Nullable BigDecimal baseAmount;

    @Expected(of = CANCEL_SUBSCRIPTION)
    @JsonbProperty("transaction_date")
    private @Nullable OffsetDateTime date;

    @Expected(of = CANCEL_SUBSCRIPTION)
    @JsonbProperty("transaction_type")
    private @Nullable String type;

    protected Transaction() {}

    /** A transaction for a unit test of an observer. */
    public Transaction(@Nullable Long id, Product product, @Nullable Long quantity, @Nullable BigDecimal fullAmount) {
        this.id = id;
        this.productId = product.id().orElse(null);
        this.productName = product.name().orElse(null);
        this.quantity = quantity;
        this.fullAmount = fullAmount;
    }

    /** Kartra's id of the transaction. Absent where the notification did not carry one that can be read. */
    public Optional<Long> id() {
        return Optional.ofNullable(id);
    }

    /** The product; id and name may be absent. */
    public Product product() {
        return new Product(productId, productName);
    }

    /** Which of the product's prices: counted from 1 within the product, no id. */
    public Optional<Long> pricePoint() {
        return Optional.ofNullable(pricePoint);
    }

    /** How many were bought. Not documented for cancellations. */
    public Optional<Long> quantity() {
        return Optional.ofNullable(quantity);
    }

    /** The whole amount, with the decimals that were sent, in no stated currency. Not documented for cancellations. */
    public Optional<BigDecimal> fullAmount() {
        return Optional.ofNullable(fullAmount);
    }

    /** The amount without what is added to the price, presumably; documented for refunds. In no stated currency. */
    public Optional<BigDecimal> baseAmount() {
        return Optional.ofNullable(baseAmount);
    }

    /** When it took place; sent without a zone and read in the configured one. Documented for cancellations. */
    public Optional<Instant> date() {
        return Optional.ofNullable(date).map(OffsetDateTime::toInstant);
    }

    /** Kartra's word for what kind of transaction it is; documented for cancellations. */
    public Optional<String> type() {
        return Optional.ofNullable(type);
    }

    /** The buyer's id as a lead. */
    public Optional<Long> leadId() {
        return Optional.ofNullable(leadId);
    }

    /** The buyer's first name. */
    public Optional<String> firstName() {
        return Optional.ofNullable(firstName);
    }

    /** The buyer's last name. */
    public Optional<String> lastName() {
        return Optional.ofNullable(lastName);
    }

    /** The buyer's e-mail address. Also read from {@code buyer_email}, which some accounts seem to send. */
    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    /** The name under which the buyer signs in. */
    public Optional<String> username() {
        return Optional.ofNullable(username);
    }
}
