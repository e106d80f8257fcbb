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

/** A tag that a lead holds, or held once. */
@Entity
@Table(name = "tag_assignment")
@IdClass(TagAssignment.Key.class)
public class TagAssignment {

    @Id
    @Column(name = "lead_key")
    private @Nullable String leadKey;

    @Id
    @Column(name = "tag_id")
    private @Nullable Long tagId;

    @Embedded
    private Span span = new Span();

    protected TagAssignment() {}

    TagAssignment(Key key) {
        this.leadKey = key.leadKey;
        this.tagId = key.tagId;
    }

    /** From when until when. */
    Span span() {
        return span;
    }

    /** The lead and the tag. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private @Nullable String leadKey;
        private @Nullable Long tagId;

        protected Key() {}

        Key(String leadKey, long tagId) {
            this.leadKey = leadKey;
            this.tagId = tagId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(leadKey, that.leadKey)
                    && Objects.equals(tagId, that.tagId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(leadKey, tagId);
        }
    }
}
