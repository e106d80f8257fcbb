package dev.kartrainbox.kartra;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A calendar, and the appointment in it that a notification is about. A row of the mirror has id and name only. */
@Entity
@Table(name = "calendar")
public class Calendar implements Noun {

    @Id
    @Expected
    @Column(name = "calendar_id")
    private @Nullable Long calendarId;

    @Expected
    @Column(name = "calendar_name")
    private @Nullable String calendarName;

    @Transient
    @Expected
    @JsonbProperty("class_id")
    private @Nullable Long classId;

    @Transient
    @Expected
    @JsonbProperty("class_name")
    private @Nullable String className;

    @Transient
    @Expected
    @JsonbProperty("hosts")
    private @Nullable List<CalendarHost> hosts;

    @Transient
    @Expected
    @JsonbProperty("vendor_timezone")
    private @Nullable String vendorTimezone;

    @Transient
    @Expected
    @JsonbProperty("calendar_subscription_id")
    private @Nullable String subscriptionId;

    @Transient
    @Expected
    @JsonbProperty("events")
    private @Nullable JsonValue events;

    protected Calendar() {}

    public Calendar(@Nullable Long id, @Nullable String name, @Nullable String subscriptionId) {
        this.calendarId = id;
        this.calendarName = name;
        this.subscriptionId = subscriptionId;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(calendarId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(calendarName);
    }

    /** Kartra's id of the kind of appointment. */
    public Optional<Long> classId() {
        return Optional.ofNullable(classId);
    }

    /** The kind of appointment by name. */
    public Optional<String> className() {
        return Optional.ofNullable(className);
    }

    /** Who hosts it, the host before the co-hosts; empty where none were sent. */
    public List<CalendarHost> hosts() {
        return hosts == null ? List.of() : List.copyOf(hosts);
    }

    /** The zone of the account's owner by IANA name, for example {@code America/Detroit}. */
    public Optional<String> vendorTimezone() {
        return Optional.ofNullable(vendorTimezone);
    }

    /** What tells this appointment from others. A text, since Kartra does not say what it looks like. */
    public Optional<String> subscriptionId() {
        return Optional.ofNullable(subscriptionId);
    }

    /**
     * The dates of the appointment, as they came: Kartra documents the key and not what is in it. Absent where it was not
     * sent, or sent as null.
     */
    public Optional<JsonValue> events() {
        return Optional.ofNullable(events).filter(value -> !value.equals(JsonValue.NULL));
    }
}
