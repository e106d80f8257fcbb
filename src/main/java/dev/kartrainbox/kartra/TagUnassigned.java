package dev.kartrainbox.kartra;

import java.util.Optional;

/**
 * A lead was unassigned a tag. Kartra's action {@code unassign_tag}.
 *
 * @param notification what all notifications have in common
 * @param tag the tag; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391977-if-lead-is-unassigned-a-tag">Kartra's article</a>
 */
public record TagUnassigned(Notification notification, Tag tag) implements KartraEvent {

    @Override
    public Optional<String> subject() {
        return tag.name();
    }
}
