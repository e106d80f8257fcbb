package dev.kartrainbox.mirror;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something shared that a lead holds, now or once: a tag, a place on a list or in a sequence. */
@MappedSuperclass
@IdClass(Holding.Key.class)
public abstract class Holding {

    @Id
    @Column(name = "lead_key")
    private @Nullable String leadKey;

    /** Of what is held; each table has a name of its own for it. */
    @Id
    @Column(name = "noun_id")
    private @Nullable Long nounId;

    @Embedded
    private Span span = new Span();

    protected Holding() {}

    Holding(Key key) {
        this.leadKey = key.leadKey;
        this.nounId = key.nounId;
    }

    /** Whose it is, and what. */
    Key key() {
        return new Key(Objects.requireNonNull(leadKey), Objects.requireNonNull(nounId));
    }

    /** From when until when. */
    Span span() {
        return span;
    }

    /** The lead and what it holds. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private @Nullable String leadKey;
        private @Nullable Long nounId;

        protected Key() {}

        Key(String leadKey, long nounId) {
            this.leadKey = leadKey;
            this.nounId = nounId;
        }

        String leadKey() {
            return Objects.requireNonNull(leadKey);
        }

        long nounId() {
            return Objects.requireNonNull(nounId);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(leadKey, that.leadKey)
                    && Objects.equals(nounId, that.nounId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(leadKey, nounId);
        }
    }
}
