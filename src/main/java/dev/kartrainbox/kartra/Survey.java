package dev.kartrainbox.kartra;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A survey or quiz, and how a lead completed it. A row of the mirror has id and name only. */
@Entity
@Table(name = "survey")
public class Survey implements Noun {

    @Id
    @Expected
    @Column(name = "survey_id")
    private @Nullable Long surveyId;

    @Expected
    @Column(name = "survey_name")
    private @Nullable String surveyName;

    @Transient
    @Expected
    @JsonbProperty("survey_type")
    private @Nullable Long type;

    @Transient
    @Expected
    @JsonbProperty("survey_score")
    private @Nullable String score;

    @Transient
    @Expected
    @JsonbProperty("survey_completion_time")
    private @Nullable Long completionTime;

    @Transient
    @Expected
    @JsonbProperty("questions")
    private @Nullable List<SurveyQuestion> questions;

    protected Survey() {}

    public Survey(@Nullable Long id, @Nullable String name, List<SurveyQuestion> questions) {
        this.surveyId = id;
        this.surveyName = name;
        this.questions = questions;
    }

    @Override
    public Optional<Long> id() {
        return Optional.ofNullable(surveyId);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(surveyName);
    }

    /** The kind of survey; Kartra does not say which number means what. */
    public Optional<Long> type() {
        return Optional.ofNullable(type);
    }

    /** The result. A text: Kartra documents it as one, unlike the other numbers. */
    public Optional<String> score() {
        return Optional.ofNullable(score);
    }

    /** How long it took; Kartra does not say in which unit. */
    public Optional<Long> completionTime() {
        return Optional.ofNullable(completionTime);
    }

    /** The questions with their answers, in Kartra's order; empty where none were sent. */
    public List<SurveyQuestion> questions() {
        return questions == null ? List.of() : List.copyOf(questions);
    }
}
