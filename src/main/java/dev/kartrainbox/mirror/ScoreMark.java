package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.ScoreReached;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A lead reached a score for the first time. */
@Entity
@Table(name = "score_reached")
public class ScoreMark extends Occurrence {

    @Column(name = "points")
    private @Nullable Long points;

    protected ScoreMark() {}

    ScoreMark(String leadKey, ScoreReached event) {
        super(leadKey, event);
        this.points = event.score().points().orElse(null);
    }
}
