package dev.kartrainbox.kartra;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A score that a lead reached. */
public class Score {

    @Expected
    @JsonbProperty("points")
    private @Nullable Long points;

    protected Score() {}

    public Score(@Nullable Long points) {
        this.points = points;
    }

    /**
     * The points; may be negative. Kartra does not say whether that is the threshold or where the lead stands now, for which see
     * {@link Lead#score()}. Absent where the notification did not carry a number that can be read.
     */
    public Optional<Long> points() {
        return Optional.ofNullable(points);
    }
}
