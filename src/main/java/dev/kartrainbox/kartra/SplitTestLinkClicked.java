package dev.kartrainbox.kartra;

import java.util.Optional;

/**
 * A lead clicked a link of a page split test. Kartra's action {@code click_page_split_test_link}.
 *
 * <p>Each delivery is a click of its own, however equal it looks to another.
 *
 * @param notification what all notifications have in common
 * @param link the link; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391966-if-lead-clicks-on-a-page-split-test-link">Kartra's article</a>
 */
public record SplitTestLinkClicked(Notification notification, SplitTestLink link) implements KartraEvent {

    @Override
    public Optional<Noun> noun() {
        return Optional.of(link);
    }
}
