package dev.kartrainbox.kartra;

/**
 * A lead booked an appointment. Kartra's action {@code calendar_subscribe}.
 *
 * @param notification what all notifications have in common
 * @param calendar the calendar with what was booked in it; everything in it may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391981-if-lead-subscribes-to-a-calendar">Kartra's article</a>
 */
public record CalendarSubscribed(Notification notification, Calendar calendar) implements CalendarEvent {}
