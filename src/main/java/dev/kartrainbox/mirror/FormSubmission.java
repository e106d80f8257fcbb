package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.FormFilled;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A lead filled in a form. */
@Entity
@Table(name = "form_submission")
public class FormSubmission extends Occurrence {

    @Column(name = "form_id")
    private @Nullable Long formId;

    protected FormSubmission() {}

    FormSubmission(String leadKey, FormFilled event) {
        super(leadKey, event);
        this.formId = event.form().id().orElse(null);
    }
}
