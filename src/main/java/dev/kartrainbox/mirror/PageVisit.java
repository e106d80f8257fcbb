package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.PageVisited;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A lead visited a page. */
@Entity
@Table(name = "page_visit")
public class PageVisit extends Occurrence {

    @Column(name = "kartra_page_id")
    private @Nullable Long kartraPageId;

    protected PageVisit() {}

    PageVisit(String leadKey, PageVisited event) {
        super(leadKey, event);
        this.kartraPageId = event.page().id().orElse(null);
    }
}
