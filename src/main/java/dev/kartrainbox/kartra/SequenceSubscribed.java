package dev.kartrainbox.kartra;

/**
 * A lead joined a sequence. Kartra's action {@code sequence_subscription}.
 *
 * @param notification what all notifications have in common
 * @param sequence the sequence; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391976-if-lead-is-subscribed-to-a-sequence">Kartra's article</a>
 */
public record SequenceSubscribed(Notification notification, Sequence sequence) implements SequenceEvent {}
