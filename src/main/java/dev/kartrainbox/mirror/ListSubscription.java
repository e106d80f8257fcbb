package dev.kartrainbox.mirror;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A lead on a list, now or once. */
@Entity
@Table(name = "list_subscription")
@IdClass(ListSubscription.Key.class)
public class ListSubscription {

    @Id
    @Column(name = "lead_key")
    private @Nullable String leadKey;

    @Id
    @Column(name = "list_id")
    private @Nullable Long listId;

    @Embedded
    private Span span = new Span();

    protected ListSubscription() {}

    ListSubscription(Key key) {
        this.leadKey = key.leadKey;
        this.listId = key.listId;
    }

    /** From when until when. */
    Span span() {
        return span;
    }

    /** The lead and the list. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private @Nullable String leadKey;
        private @Nullable Long listId;

        protected Key() {}

        Key(String leadKey, long listId) {
            this.leadKey = leadKey;
            this.listId = listId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(leadKey, that.leadKey)
                    && Objects.equals(listId, that.listId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(leadKey, listId);
        }
    }
}
