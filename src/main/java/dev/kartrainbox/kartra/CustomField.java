package dev.kartrainbox.kartra;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lead's value of a field that the account's owner added to Kartra: a text, or the options that were chosen.
 *
 * <p>Kartra sends {@code field_value} as a string for {@code input_field} and {@code text_area}, as an array of options for
 * {@code drop_down}, {@code radio_button} and {@code checkbox}. What is read goes by the kind of JSON, not by the type, so
 * that a type to come is read too.
 */
@Entity
@Table(name = "custom_field")
@IdClass(CustomField.Key.class)
public class CustomField {

    @Id
    @JsonbTransient
    @Column(name = "lead_key")
    private @Nullable String leadKey;

    @Id
    @Expected
    @Column(name = "field_id")
    private @Nullable Long fieldId;

    @Column(name = "field_identifier")
    private @Nullable String fieldIdentifier;

    @Column(name = "field_type")
    private @Nullable String fieldType;

    @Column(name = "field_text")
    @JsonbProperty("field_value.text")
    private @Nullable String text;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(
            name = "custom_field_option",
            joinColumns = {
                @JoinColumn(name = "lead_key", referencedColumnName = "lead_key"),
                @JoinColumn(name = "field_id", referencedColumnName = "field_id")
            })
    @OrderColumn(name = "position")
    @JsonbProperty("field_value.options")
    private List<ChosenOption> options = new ArrayList<>();

    protected CustomField() {}

    /** A field of the lead with this key, with no value yet. */
    public CustomField(String leadKey, long id) {
        this.leadKey = leadKey;
        this.fieldId = id;
    }

    /** Kartra's id of the field. Absent where the notification did not carry one that can be read. */
    public Optional<Long> id() {
        return Optional.ofNullable(fieldId);
    }

    /** The name under which the account's owner made the field, for example {@code shirt_size}. */
    public Optional<String> identifier() {
        return Optional.ofNullable(fieldIdentifier);
    }

    /** {@code input_field}, {@code text_area}, {@code drop_down}, {@code radio_button}, {@code checkbox}, or a newer one. */
    public Optional<String> type() {
        return Optional.ofNullable(fieldType);
    }

    /** The text of an input field or text area; empty where options were sent, or nothing. */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** The chosen options; empty where text was sent, or nothing. */
    public List<ChosenOption> options() {
        return options == null ? List.of() : List.copyOf(options);
    }

    /** Takes over identifier, type and value of the other field. */
    public void copy(CustomField said) {
        fieldIdentifier = said.fieldIdentifier;
        fieldType = said.fieldType;
        text = said.text;
        if (!options().equals(said.options())) {
            options = new ArrayList<>(said.options());
        }
    }

    /** What identifies a custom field: the lead and Kartra's id of the field. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private @Nullable String leadKey;
        private @Nullable Long fieldId;

        protected Key() {}

        public Key(String leadKey, long fieldId) {
            this.leadKey = leadKey;
            this.fieldId = fieldId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(leadKey, that.leadKey)
                    && Objects.equals(fieldId, that.fieldId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(leadKey, fieldId);
        }
    }
}
