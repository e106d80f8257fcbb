package dev.kartrainbox.kartra;

/**
 * A lead subscribed to a list. Kartra's action {@code list_subscription}.
 *
 * @param notification what all notifications have in common
 * @param list the list; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391982-if-lead-subscribes-to-a-list">Kartra's article</a>
 */
public record ListSubscribed(Notification notification, MailingList list) implements ListEvent {}
