package dev.kartrainbox.kartra;

/**
 * An appointment with a lead took place. Kartra's action {@code calendar_complete}.
 *
 * @param notification what all notifications have in common
 * @param calendar the calendar with what was booked in it; everything in it may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391967-if-lead-completes-a-calendar">Kartra's article</a>
 */
public record CalendarCompleted(Notification notification, Calendar calendar) implements CalendarEvent {}
