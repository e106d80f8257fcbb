package dev.kartrainbox.kartra;

/**
 * A lead reached a score for the first time. Kartra's action {@code reaches_score}.
 *
 * @param notification what all notifications have in common
 * @param score the score; its points may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391980-if-lead-reaches-score-for-the-first-time">Kartra's article</a>
 */
public record ScoreReached(Notification notification, Score score) implements KartraEvent {}
