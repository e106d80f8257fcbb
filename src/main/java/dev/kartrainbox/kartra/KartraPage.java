package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page built in Kartra. Kartra does not tell its URL. */
@Entity
@Table(name = "kartra_page")
public class KartraPage implements Noun {

    @Id
    @Expected
    @Column(name = "kartra_page_id")
    private @Nullable Long kartraPageId;

    @Expected
    @Column(name = "kartra_page_name")
    private @Nullable String kartraPageName;

    protected KartraPage() {}

    public KartraPage(@Nullable Long id, @Nullable String name) {
        this.kartraPageId = id;
        this.kartraPageName = name;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(kartraPageId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(kartraPageName);
    }
}
