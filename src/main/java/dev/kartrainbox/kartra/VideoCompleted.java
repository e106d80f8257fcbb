package dev.kartrainbox.kartra;

/**
 * A lead watched a video to its end. Kartra's action {@code video_complete}.
 *
 * @param notification what all notifications have in common
 * @param video the video; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391971-if-lead-completes-video">Kartra's article</a>
 */
public record VideoCompleted(Notification notification, Video video) implements VideoEvent {}
