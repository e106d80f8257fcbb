package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One chosen option of a custom field, or of a survey's question. */
@Embeddable
public class ChosenOption {

    @Column(name = "option_id")
    private @Nullable Long optionId;

    @Column(name = "option_value")
    private @Nullable String optionValue;

    protected ChosenOption() {}

    public ChosenOption(@Nullable Long id, @Nullable String value) {
        this.optionId = id;
        this.optionValue = value;
    }

    /** Kartra's id of the option. */
    public Optional<Long> id() {
        return Optional.ofNullable(optionId);
    }

    /** The text that people see. */
    public Optional<String> value() {
        return Optional.ofNullable(optionValue);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChosenOption that
                && Objects.equals(optionId, that.optionId)
                && Objects.equals(optionValue, that.optionValue);
    }

    @Override
    public int hashCode() {
        return Objects.hash(optionId, optionValue);
    }
}
