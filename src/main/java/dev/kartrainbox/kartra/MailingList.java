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
public class MailingList {

    @Id
    @Column(name = "list_id")
    private @Nullable Long listId;

    @Column(name = "list_name")
    private @Nullable String listName;

    protected MailingList() {}

    public MailingList(@Nullable Long id, @Nullable String name) {
        this.listId = id;
        this.listName = name;
    }

    /** Kartra's id. Absent where the notification did not carry one that can be read. */
    public Optional<Long> id() {
        return Optional.ofNullable(listId);
    }

    /** The name, which people may change in Kartra at any time: recognize by id. */
    public Optional<String> name() {
        return Optional.ofNullable(listName);
    }
}
