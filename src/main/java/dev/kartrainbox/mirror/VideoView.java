package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.VideoCompleted;
import dev.kartrainbox.kartra.VideoEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A lead started a video, or watched it to its end. */
@Entity
@Table(name = "video_view")
public class VideoView extends Occurrence {

    @Column(name = "video_id")
    private @Nullable Long videoId;

    @Column(name = "completed")
    private boolean completed;

    protected VideoView() {}

    VideoView(String leadKey, VideoEvent event) {
        super(leadKey, event);
        this.videoId = event.video().id().orElse(null);
        this.completed = event instanceof VideoCompleted;
    }
}
