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

/** A lead's access to a level of a membership, now or once. */
@Entity
@Table(name = "membership_access")
@IdClass(MembershipAccess.Key.class)
public class MembershipAccess {

    @Id
    @Column(name = "lead_key")
    private @Nullable String leadKey;

    @Id
    @Column(name = "membership_id")
    private @Nullable Long membershipId;

    @Id
    @Column(name = "level_id")
    private @Nullable Long levelId;

    @Embedded
    private Span span = new Span();

    protected MembershipAccess() {}

    MembershipAccess(Key key) {
        this.leadKey = key.leadKey;
        this.membershipId = key.membershipId;
        this.levelId = key.levelId;
    }

    /** From when until when. */
    Span span() {
        return span;
    }

    /** The lead, the membership and its level. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private @Nullable String leadKey;
        private @Nullable Long membershipId;
        private @Nullable Long levelId;

        protected Key() {}

        Key(String leadKey, long membershipId, long levelId) {
            this.leadKey = leadKey;
            this.membershipId = membershipId;
            this.levelId = levelId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(leadKey, that.leadKey)
                    && Objects.equals(membershipId, that.membershipId)
                    && Objects.equals(levelId, that.levelId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(leadKey, membershipId, levelId);
        }
    }
}
