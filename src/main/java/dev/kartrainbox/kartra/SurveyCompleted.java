package dev.kartrainbox.kartra;

import java.util.Optional;

/**
 * A lead completed a survey or quiz. Kartra's action {@code survey_complete}.
 *
 * @param notification what all notifications have in common
 * @param survey the survey with the questions and answers; everything in it may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391969-if-lead-completes-a-survey">Kartra's article</a>
 */
public record SurveyCompleted(Notification notification, Survey survey) implements KartraEvent {

    @Override
    public Optional<Noun> noun() {
        return Optional.of(survey);
    }
}
