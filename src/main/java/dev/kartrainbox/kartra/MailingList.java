package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list that leads subscribe to. */
@Entity
@Table(name = "mailing_list")
public class MailingList implements Noun {

    @Id
    @Expected
    @Column(name = "list_id")
    private @Nullable Long listId;

    @Expected
    @Column(name = "list_name")
    private @Nullable String listName;

    protected MailingList() {}

    public MailingList(@Nullable Long id, @Nullable String name) {
        this.listId = id;
        this.listName = name;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(listId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(listName);
    }
}
