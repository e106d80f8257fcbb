package dev.kartrainbox.kartra;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A membership, and the level of it that a notification is about: access is given by level. */
@Entity
@Table(name = "membership")
public class Membership implements Noun {

    @Id
    @Expected
    @Column(name = "membership_id")
    private @Nullable Long membershipId;

    @Expected
    @Column(name = "membership_name")
    private @Nullable String membershipName;

    @Transient
    @Expected
    @JsonbProperty("level_id")
    private @Nullable Long levelId;

    @Transient
    @Expected
    @JsonbProperty("level_name")
    private @Nullable String levelName;

    protected Membership() {}

    public Membership(@Nullable Long id, @Nullable String name, @Nullable Long levelId, @Nullable String levelName) {
        this.membershipId = id;
        this.membershipName = name;
        this.levelId = levelId;
        this.levelName = levelName;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(membershipId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(membershipName);
    }

    /** Kartra's id of the level. Absent where it was not said, and for a row of the mirror, which keeps levels by themselves. */
    public Optional<Long> levelId() {
        return Optional.ofNullable(levelId);
    }

    /** The level's name. Absent like {@link #levelId()}. */
    public Optional<String> levelName() {
        return Optional.ofNullable(levelName);
    }
}
