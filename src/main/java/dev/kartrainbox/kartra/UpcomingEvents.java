package dev.kartrainbox.kartra;

import java.util.List;

/**
 * Events that are about to be fired, in this order. Told to those who have to write what many leads share (a tag, a list)
 * before the leads' own rows refer to it: in a short transaction of their own, so that two leads never wait for each other.
 */
public record UpcomingEvents(List<KartraEvent> events) {

    public UpcomingEvents {
        events = List.copyOf(events);
    }
}
