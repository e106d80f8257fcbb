package dev.kartrainbox.mirror;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A lead on a list, now or once. */
@Entity
@Table(name = "list_subscription")
@AttributeOverride(name = "nounId", column = @Column(name = "list_id"))
public class ListSubscription extends Holding {

    protected ListSubscription() {}

    ListSubscription(Key key) {
        super(key);
    }
}
