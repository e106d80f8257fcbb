package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A link of a page that is shown in several versions to compare them. */
@Entity
@Table(name = "page_split_test_link")
public class SplitTestLink implements Noun {

    @Id
    @Expected
    @Column(name = "page_split_test_link_id")
    private @Nullable Long pageSplitTestLinkId;

    @Expected
    @Column(name = "page_split_test_link_name")
    private @Nullable String pageSplitTestLinkName;

    protected SplitTestLink() {}

    public SplitTestLink(@Nullable Long id, @Nullable String name) {
        this.pageSplitTestLinkId = id;
        this.pageSplitTestLinkName = name;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(pageSplitTestLinkId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(pageSplitTestLinkName);
    }
}
