package dev.kartrainbox.kartra;

/**
 * A lead unsubscribed from a list. Kartra's action {@code list_unsubscription}.
 *
 * @param notification what all notifications have in common
 * @param list the list; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391983-if-lead-unsubscribes-from-a-list">Kartra's article</a>
 */
public record ListUnsubscribed(Notification notification, MailingList list) implements ListEvent {}
