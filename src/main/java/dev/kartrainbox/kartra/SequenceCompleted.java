package dev.kartrainbox.kartra;

/**
 * A lead came to the end of a sequence. Kartra's action {@code sequence_completion}.
 *
 * @param notification what all notifications have in common
 * @param sequence the sequence; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391968-if-lead-completes-a-sequence">Kartra's article</a>
 */
public record SequenceCompleted(Notification notification, Sequence sequence) implements SequenceEvent {}
