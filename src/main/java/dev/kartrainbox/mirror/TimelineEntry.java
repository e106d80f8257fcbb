package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** That something happened to a lead. */
@Entity
@Table(name = "timeline")
public class TimelineEntry extends Occurrence {

    @Column(name = "action")
    private String action;

    @Column(name = "subject")
    private @Nullable String subject;

    @SuppressWarnings("NullAway.Init")
    protected TimelineEntry() {}

    TimelineEntry(String leadKey, KartraEvent event) {
        super(leadKey, event);
        this.action = event.action();
        this.subject = event.subject().orElse(null);
    }
}
