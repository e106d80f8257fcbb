package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form that leads fill in. What was filled in is not sent with it, but found in the lead. */
@Entity
@Table(name = "form")
public class Form implements Noun {

    @Id
    @Expected
    @Column(name = "form_id")
    private @Nullable Long formId;

    @Expected
    @Column(name = "form_name")
    private @Nullable String formName;

    protected Form() {}

    public Form(@Nullable Long id, @Nullable String name) {
        this.formId = id;
        this.formName = name;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(formId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(formName);
    }
}
