package dev.kartrainbox.kartra;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who hosts an appointment. */
public class CalendarHost {

    @Expected
    @JsonbProperty("host_first_name")
    private @Nullable String firstName;

    @Expected
    @JsonbProperty("host_last_name")
    private @Nullable String lastName;

    @Expected
    @JsonbProperty("host_email_address")
    private @Nullable String email;

    protected CalendarHost() {}

    public CalendarHost(@Nullable String firstName, @Nullable String lastName, @Nullable String email) {
        this.firstName = firstName;
        this.lastName = lastName;
        this.email = email;
    }

    public Optional<String> firstName() {
        return Optional.ofNullable(firstName);
    }

    public Optional<String> lastName() {
        return Optional.ofNullable(lastName);
    }

    public Optional<String> email() {
        return Optional.ofNullable(email);
    }
}
