package dev.kartrainbox.kartra;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question of a survey, and what a lead answered. */
public class SurveyQuestion {

    @Expected
    @JsonbProperty("question_id")
    private @Nullable Long id;

    @Expected
    @JsonbProperty("question_title")
    private @Nullable String title;

    @Expected
    @JsonbProperty("question_correct")
    private @Nullable Long correct;

    @Expected
    @JsonbProperty("answers")
    private @Nullable List<ChosenOption> answers;

    protected SurveyQuestion() {}

    public SurveyQuestion(@Nullable Long id, @Nullable String title, List<ChosenOption> answers) {
        this.id = id;
        this.title = title;
        this.answers = answers;
    }

    /** Kartra's id of the question. */
    public Optional<Long> id() {
        return Optional.ofNullable(id);
    }

    /** The question as the lead read it. */
    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /** Presumably whether the answer is right; Kartra does not say which number means what. */
    public Optional<Long> correct() {
        return Optional.ofNullable(correct);
    }

    /**
     * The chosen answers, in Kartra's order; empty where none were sent. How Kartra sends a text that the lead wrote is not
     * documented: see {@link KartraEvent#raw()}.
     */
    public List<ChosenOption> answers() {
        return answers == null ? List.of() : List.copyOf(answers);
    }
}
