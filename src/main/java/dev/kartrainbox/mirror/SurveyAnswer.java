package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.ChosenOption;
import dev.kartrainbox.kartra.SurveyQuestion;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One answer to a question; also a question that was left open. */
@Embeddable
public class SurveyAnswer {

    @Column(name = "question_id")
    private @Nullable Long questionId;

    @Column(name = "question_title")
    private @Nullable String questionTitle;

    @Column(name = "question_correct")
    private @Nullable Long questionCorrect;

    @Column(name = "option_id")
    private @Nullable Long optionId;

    @Column(name = "option_value")
    private @Nullable String optionValue;

    protected SurveyAnswer() {}

    private SurveyAnswer(SurveyQuestion question, @Nullable ChosenOption option) {
        this.questionId = question.id().orElse(null);
        this.questionTitle = question.title().orElse(null);
        this.questionCorrect = question.correct().orElse(null);
        this.optionId = option == null ? null : option.id().orElse(null);
        this.optionValue = option == null ? null : option.value().orElse(null);
    }

    static Stream<SurveyAnswer> to(SurveyQuestion question) {
        return question.answers().isEmpty()
                ? Stream.of(new SurveyAnswer(question, null))
                : question.answers().stream().map(option -> new SurveyAnswer(question, option));
    }
}
