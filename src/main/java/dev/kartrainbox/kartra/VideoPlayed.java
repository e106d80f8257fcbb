package dev.kartrainbox.kartra;

/**
 * A lead started a video. Kartra's action {@code video_play}.
 *
 * @param notification what all notifications have in common
 * @param video the video; its id and name may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391979-if-lead-plays-video">Kartra's article</a>
 */
public record VideoPlayed(Notification notification, Video video) implements VideoEvent {}
