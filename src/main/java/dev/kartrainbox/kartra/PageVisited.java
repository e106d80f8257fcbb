package dev.kartrainbox.kartra;

import java.util.Optional;

/**
 * A lead visited a page built in Kartra. Kartra's action {@code kartra_page_visit}.
 *
 * <p>Each delivery is a visit of its own, however equal it looks to another.
 *
 * @param notification what all notifications have in common
 * @param page the page; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391984-if-lead-visits-a-kartra-page">Kartra's article</a>
 */
public record PageVisited(Notification notification, KartraPage page) implements KartraEvent {

    @Override
    public Optional<Noun> noun() {
        return Optional.of(page);
    }
}
