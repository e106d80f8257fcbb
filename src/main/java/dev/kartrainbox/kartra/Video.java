package dev.kartrainbox.kartra;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A video that leads watch. Kartra tells neither its URL nor its length. */
@Entity
@Table(name = "video")
public class Video implements Noun {

    @Id
    @Expected
    @Column(name = "video_id")
    private @Nullable Long videoId;

    @Expected
    @Column(name = "video_name")
    private @Nullable String videoName;

    protected Video() {}

    public Video(@Nullable Long id, @Nullable String name) {
        this.videoId = id;
        this.videoName = name;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(videoId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(videoName);
    }
}
