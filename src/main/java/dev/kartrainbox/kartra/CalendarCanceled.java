package dev.kartrainbox.kartra;

/**
 * A lead canceled an appointment. Kartra's action {@code calendar_cancel}.
 *
 * @param notification what all notifications have in common
 * @param calendar the calendar with what was booked in it; everything in it may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391965-if-lead-cancels-a-calendar">Kartra's article</a>
 */
public record CalendarCanceled(Notification notification, Calendar calendar) implements CalendarEvent {}
