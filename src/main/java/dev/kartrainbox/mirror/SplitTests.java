package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Rebuilt;
import dev.kartrainbox.kartra.SplitTestLinkClicked;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Mirrors which links of page split tests were clicked. */
@Rebuilt
@ApplicationScoped
public class SplitTests {

    @Inject
    Occurrences occurrences;

    void on(@Observes @Priority(Priorities.NOUNS) SplitTestLinkClicked event) {
        occurrences.add(event, SplitTestClick.class, SplitTestClick::new);
    }
}
