package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.AffiliateSignedUp;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.SignupEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A lead who sells a product, since the first delivery that told so: Kartra does not tell when one no longer does. */
@Entity
@Table(name = "product_signup")
@IdClass(ProductSignup.Key.class)
public class ProductSignup {

    /** As what a lead sells a product. */
    enum Role {
        AFFILIATE,
        JV;

        static Role of(SignupEvent event) {
            return event instanceof AffiliateSignedUp ? AFFILIATE : JV;
        }
    }

    @Id
    @Column(name = "lead_key")
    private @Nullable String leadKey;

    @Id
    @Column(name = "product_id")
    private @Nullable Long productId;

    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    private @Nullable Role role;

    @Column(name = "received_at")
    private OffsetDateTime receivedAt;

    @Column(name = "delivery_id")
    private UUID deliveryId;

    @SuppressWarnings("NullAway.Init")
    protected ProductSignup() {}

    ProductSignup(Key key, Envelope envelope) {
        this.leadKey = key.leadKey;
        this.productId = key.productId;
        this.role = key.role;
        tell(envelope);
    }

    /** The first delivery counts, in whichever order they come. */
    void take(Envelope envelope) {
        if (!envelope.isAsNewAs(deliveryId)) {
            tell(envelope);
        }
    }

    private void tell(Envelope envelope) {
        deliveryId = envelope.deliveryId();
        receivedAt = envelope.receivedAt().atOffset(ZoneOffset.UTC);
    }

    /** The lead, the product and the role. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private @Nullable String leadKey;
        private @Nullable Long productId;
        private @Nullable Role role;

        protected Key() {}

        Key(String leadKey, long productId, Role role) {
            this.leadKey = leadKey;
            this.productId = productId;
            this.role = role;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(leadKey, that.leadKey)
                    && Objects.equals(productId, that.productId)
                    && role == that.role;
        }

        @Override
        public int hashCode() {
            return Objects.hash(leadKey, productId, role);
        }
    }
}
