package dev.kartrainbox.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The bytes of a delivery as they came. Apart from the delivery, so that a change of its state does not copy them. */
@Entity
@Table(name = "delivery_body")
public class DeliveryBody {

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "bytes")
    private byte[] bytes;

    @SuppressWarnings("NullAway.Init")
    protected DeliveryBody() {}

    public UUID id() {
        return id;
    }

    public byte[] bytes() {
        return bytes;
    }
}
