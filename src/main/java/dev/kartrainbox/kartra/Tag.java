package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tag that leads are assigned. */
@Entity
@Table(name = "tag")
public class Tag {

    @Id
    @Column(name = "tag_id")
    private @Nullable Long tagId;

    @Column(name = "tag_name")
    private @Nullable String tagName;

    protected Tag() {}

    public Tag(@Nullable Long id, @Nullable String name) {
        this.tagId = id;
        this.tagName = name;
    }

    /** Kartra's id. Absent where the notification did not carry one that can be read. */
    public Optional<Long> id() {
        return Optional.ofNullable(tagId);
    }

    /** The name, which people may change in Kartra at any time: recognize by id. */
    public Optional<String> name() {
        return Optional.ofNullable(tagName);
    }
}
