package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Envelope;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A lead in a sequence, now or once. */
@Entity
@Table(name = "sequence_enrollment")
@AttributeOverride(name = "nounId", column = @Column(name = "sequence_id"))
public class SequenceEnrollment extends Holding {

    @Column(name = "completed_at")
    private @Nullable OffsetDateTime completedAt;

    protected SequenceEnrollment() {}

    SequenceEnrollment(Key key) {
        super(key);
    }

    /** The lead came to its end, and so is no longer in it. */
    void complete(Envelope envelope) {
        if (span().outdates(envelope)) {
            return;
        }
        span().close(envelope);
        completedAt = envelope.receivedAt().atOffset(ZoneOffset.UTC);
    }
}
