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
public class Tag implements Noun {

    @Id
    @Expected
    @Column(name = "tag_id")
    private @Nullable Long tagId;

    @Expected
    @Column(name = "tag_name")
    private @Nullable String tagName;

    protected Tag() {}

    public Tag(@Nullable Long id, @Nullable String name) {
        this.tagId = id;
        this.tagName = name;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(tagId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(tagName);
    }
}
