package dev.kartrainbox.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.UUID;

/** The bytes of a delivery as they came. Apart from the delivery, so that a change of its state does not copy them;
 * changed only where somebody is erased whom it names. */
@Entity
@Table(name = "delivery_body")
@NamedQuery(name = DeliveryBody.ALL_OF, query = "select b from DeliveryBody b where b.id in :ids")
public class DeliveryBody {

    /** {@code ids}. */
    public static final String ALL_OF = "DeliveryBody.allOf";

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "bytes")
    private byte[] bytes;

    @SuppressWarnings("NullAway.Init")
    protected DeliveryBody() {}

    /** Somebody was erased whom it named: this is left of it. */
    public void redact(byte[] rest) {
        bytes = rest;
    }

    public UUID id() {
        return id;
    }

    public byte[] bytes() {
        return bytes;
    }
}
