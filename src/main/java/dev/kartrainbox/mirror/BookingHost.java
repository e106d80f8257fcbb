package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.CalendarHost;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/** Somebody who hosts an appointment. */
@Embeddable
public class BookingHost {

    @Column(name = "host_first_name")
    private @Nullable String firstName;

    @Column(name = "host_last_name")
    private @Nullable String lastName;

    @Column(name = "host_email_address")
    private @Nullable String email;

    protected BookingHost() {}

    BookingHost(CalendarHost host) {
        this.firstName = host.firstName().orElse(null);
        this.lastName = host.lastName().orElse(null);
        this.email = host.email().orElse(null);
    }
}
