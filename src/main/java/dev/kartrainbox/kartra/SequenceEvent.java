package dev.kartrainbox.kartra;

import java.util.Optional;

/** What happens between a lead and a sequence. */
public sealed interface SequenceEvent extends KartraEvent
        permits SequenceCompleted, SequenceSubscribed, SequenceUnsubscribed {

    /** The sequence; its id and name may be absent. */
    Sequence sequence();

    @Override
    default Optional<Noun> noun() {
        return Optional.of(sequence());
    }
}
