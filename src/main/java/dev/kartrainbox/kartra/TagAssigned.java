package dev.kartrainbox.kartra;

/**
 * A lead was assigned a tag. Kartra's action {@code assign_tag}.
 *
 * @param notification what all notifications have in common
 * @param tag the tag; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391973-if-lead-is-assigned-a-tag">Kartra's article</a>
 */
public record TagAssigned(Notification notification, Tag tag) implements TagEvent {}
