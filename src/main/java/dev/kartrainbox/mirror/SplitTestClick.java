package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.SplitTestLinkClicked;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A lead clicked a link of a page split test. */
@Entity
@Table(name = "split_test_click")
public class SplitTestClick extends Occurrence {

    @Column(name = "page_split_test_link_id")
    private @Nullable Long pageSplitTestLinkId;

    protected SplitTestClick() {}

    SplitTestClick(String leadKey, SplitTestLinkClicked event) {
        super(leadKey, event);
        this.pageSplitTestLinkId = event.link().id().orElse(null);
    }
}
