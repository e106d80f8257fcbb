package dev.kartrainbox.kartra;

/**
 * A tag was taken off a lead. Kartra's action {@code unassign_tag}.
 *
 * @param notification what all notifications have in common
 * @param tag the tag; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391977-if-lead-is-unassigned-a-tag">Kartra's article</a>
 */
public record TagUnassigned(Notification notification, Tag tag) implements TagEvent {}
