package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.SurveyCompleted;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lead completed a survey. */
@Entity
@Table(name = "survey_response")
public class SurveyResponse extends Occurrence {

    @Column(name = "survey_id")
    private @Nullable Long surveyId;

    @Column(name = "survey_type")
    private @Nullable Long type;

    @Column(name = "survey_score")
    private @Nullable String score;

    @Column(name = "survey_completion_time")
    private @Nullable Long completionTime;

    @ElementCollection
    @CollectionTable(name = "survey_answer", joinColumns = @JoinColumn(name = "delivery_id"))
    @OrderColumn(name = "position")
    private List<SurveyAnswer> answers = new ArrayList<>();

    protected SurveyResponse() {}

    SurveyResponse(String leadKey, SurveyCompleted event) {
        super(leadKey, event);
        var survey = event.survey();
        this.surveyId = survey.id().orElse(null);
        this.type = survey.type().orElse(null);
        this.score = survey.score().orElse(null);
        this.completionTime = survey.completionTime().orElse(null);
        survey.questions().stream().flatMap(SurveyAnswer::to).forEach(answers::add);
    }
}
