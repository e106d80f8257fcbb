package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Calendar;
import dev.kartrainbox.kartra.CalendarCanceled;
import dev.kartrainbox.kartra.CalendarCompleted;
import dev.kartrainbox.kartra.CalendarEvent;
import dev.kartrainbox.kartra.Envelope;
import jakarta.json.JsonValue;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appointment of a lead, and what became of it. What an older delivery says than the newest is not taken over. */
@Entity
@Table(name = "calendar_booking")
@IdClass(CalendarBooking.Key.class)
public class CalendarBooking {

    /** What was told last. */
    enum State {
        SUBSCRIBED,
        CANCELED,
        COMPLETED
    }

    @Id
    @Column(name = "lead_key")
    private @Nullable String leadKey;

    @Id
    @Column(name = "calendar_id")
    private @Nullable Long calendarId;

    @Id
    @Column(name = "calendar_subscription_id")
    private @Nullable String subscriptionId;

    @Column(name = "class_id")
    private @Nullable Long classId;

    @Column(name = "class_name")
    private @Nullable String className;

    @Column(name = "vendor_timezone")
    private @Nullable String vendorTimezone;

    @Column(name = "events")
    private @Nullable String events;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state = State.SUBSCRIBED;

    @Column(name = "subscribed_at")
    private @Nullable OffsetDateTime subscribedAt;

    @Column(name = "canceled_at")
    private @Nullable OffsetDateTime canceledAt;

    @Column(name = "completed_at")
    private @Nullable OffsetDateTime completedAt;

    @Column(name = "delivery_id")
    private @Nullable UUID deliveryId;

    @ElementCollection
    @CollectionTable(
            name = "calendar_booking_host",
            joinColumns = {
                @JoinColumn(name = "lead_key", referencedColumnName = "lead_key"),
                @JoinColumn(name = "calendar_id", referencedColumnName = "calendar_id"),
                @JoinColumn(name = "calendar_subscription_id", referencedColumnName = "calendar_subscription_id")
            })
    @OrderColumn(name = "position")
    private List<BookingHost> hosts = new ArrayList<>();

    protected CalendarBooking() {}

    CalendarBooking(Key key) {
        this.leadKey = key.leadKey;
        this.calendarId = key.calendarId;
        this.subscriptionId = key.subscriptionId;
    }

    /** Takes over what the event tells. */
    void take(CalendarEvent event) {
        if (deliveryId != null && !event.envelope().isAsNewAs(deliveryId)) {
            return;
        }
        deliveryId = event.envelope().deliveryId();
        move(event, event.envelope());
        copy(event.calendar());
    }

    private void move(CalendarEvent event, Envelope envelope) {
        var at = envelope.receivedAt().atOffset(ZoneOffset.UTC);
        if (event instanceof CalendarCanceled) {
            state = State.CANCELED;
            canceledAt = at;
        } else if (event instanceof CalendarCompleted) {
            state = State.COMPLETED;
            completedAt = at;
        } else {
            state = State.SUBSCRIBED;
            subscribedAt = at;
        }
    }

    /** What is not said stays as it was. */
    private void copy(Calendar said) {
        classId = said.classId().orElse(classId);
        className = said.className().orElse(className);
        vendorTimezone = said.vendorTimezone().orElse(vendorTimezone);
        events = said.events().map(JsonValue::toString).orElse(events);
        if (!said.hosts().isEmpty()) {
            hosts.clear();
            said.hosts().forEach(host -> hosts.add(new BookingHost(host)));
        }
    }

    /** The lead, the calendar and what tells its appointments apart. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;
        private static final int MAX_SUBSCRIPTION = 255;

        private @Nullable String leadKey;
        private @Nullable Long calendarId;
        private @Nullable String subscriptionId;

        protected Key() {}

        /** The lead's only appointment in the calendar where nothing tells them apart. */
        Key(String leadKey, long calendarId, @Nullable String subscriptionId) {
            this.leadKey = leadKey;
            this.calendarId = calendarId;
            this.subscriptionId = subscriptionId == null ? "" : Cut.to(MAX_SUBSCRIPTION, subscriptionId);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(leadKey, that.leadKey)
                    && Objects.equals(calendarId, that.calendarId)
                    && Objects.equals(subscriptionId, that.subscriptionId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(leadKey, calendarId, subscriptionId);
        }
    }
}
