package dev.kartrainbox.mirror;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A lead holding a tag, now or once. */
@Entity
@Table(name = "tag_assignment")
@AttributeOverride(name = "nounId", column = @Column(name = "tag_id"))
public class TagAssignment extends Holding {

    protected TagAssignment() {}

    TagAssignment(Key key) {
        super(key);
    }
}
