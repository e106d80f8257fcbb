package dev.kartrainbox.kartra;

/**
 * A lead left a sequence. Kartra's action {@code sequence_unsubscription}.
 *
 * @param notification what all notifications have in common
 * @param sequence the sequence; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391978-if-lead-is-unsubscribed-from-a-sequence">Kartra's article</a>
 */
public record SequenceUnsubscribed(Notification notification, Sequence sequence) implements SequenceEvent {}
