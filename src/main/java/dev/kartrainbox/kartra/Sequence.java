package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sequence of e-mails and other steps that leads go through. Kartra does not tell at which step a lead is. */
@Entity
@Table(name = "sequence")
public class Sequence implements Noun {

    @Id
    @Expected
    @Column(name = "sequence_id")
    private @Nullable Long sequenceId;

    @Expected
    @Column(name = "sequence_name")
    private @Nullable String sequenceName;

    protected Sequence() {}

    public Sequence(@Nullable Long id, @Nullable String name) {
        this.sequenceId = id;
        this.sequenceName = name;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(sequenceId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(sequenceName);
    }
}
