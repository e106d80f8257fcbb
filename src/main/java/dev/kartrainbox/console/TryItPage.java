package dev.kartrainbox.console;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.operations.Explain;
import dev.kartrainbox.operations.Explanation;
import dev.kartrainbox.operations.Precedents;
import dev.kartrainbox.simulator.Answer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries what becomes of a notification: tells it beforehand, or sends it through the front door. */
@Named
@RequestScoped
public class TryItPage {

    private static final int MOST = 100_000;

    @Inject
    Explain explain;

    @Inject
    Precedents precedents;

    @Inject
    Trial trial;

    @Inject
    Viewer viewer;

    @Inject
    Notices notices;

    private @Nullable String action;
    private Sample.Typing typing = Sample.Typing.STRINGS;
    private @Nullable String body;
    private @Nullable Explanation explanation;
    private @Nullable Answer answer;

    public List<String> getActions() {
        return Arrays.stream(Action.values()).map(Action::word).sorted().toList();
    }

    public List<Sample.Typing> getTypings() {
        return List.of(Sample.Typing.values());
    }

    /** Puts the sample that was picked into the form. */
    public void pick() {
        body = sample();
    }

    private String sample() {
        return Optional.ofNullable(action)
                .flatMap(Action::of)
                .map(known -> new String(new Sample(known, typing).body(), StandardCharsets.UTF_8))
                .orElse("");
    }

    /** Tells what would become of it, and keeps nothing. */
    @OperatorAction
    public void explain() {
        explanation = explain.body(bytes(), null);
    }

    /** Sends it, as Kartra would, and goes where it can be followed. */
    @OperatorAction
    public void send() throws IOException {
        var got = trial.post(bytes(), (HttpServletRequest) Pages.external().getRequest());
        answer = got;
        var delivery = Trial.delivery(got);
        if (delivery.isPresent()) {
            notices.add(Texts.of("try-it.sent", got.outcome(), got.latency().toMillis()));
            Pages.go("/console/delivery?id=" + delivery.get());
        }
    }

    private byte[] bytes() {
        return Optional.ofNullable(body).orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /** What was told; absent where nothing was asked. */
    public @Nullable Explanation getExplanation() {
        return explanation;
    }

    private Optional<KartraEvent> event() {
        return Optional.ofNullable(explanation).flatMap(Explanation::told);
    }

    /** The type of the event that observers would be told; absent where it cannot be read. */
    public @Nullable String getEvent() {
        return event().map(told -> told.getClass().getSimpleName()).orElse(null);
    }

    /** What was understood, indented. */
    public @Nullable String getUnderstood() {
        return explanation == null || explanation.whyUnreadable().isPresent()
                ? null
                : Shown.pretty(explanation.values());
    }

    public List<String> getUnexpected() {
        return explanation == null
                ? List.of()
                : explanation.unexpected().stream().map(Unexpected::toString).toList();
    }

    /** The delivery that it would be held back for; absent where it would be told. */
    public @Nullable String getRepeats() {
        return event().flatMap(told -> precedents.repeatedBy(told, bytes()))
                .map(Object::toString)
                .orElse(null);
    }

    /** Who would be told. */
    public List<String> getTold() {
        return event().map(precedents::observersOf).orElse(List.of());
    }

    /** What the front door said where nothing came of it. */
    public @Nullable Answer getAnswer() {
        return answer;
    }

    public @Nullable String getAction() {
        return action;
    }

    public void setAction(@Nullable String given) {
        action = given;
    }

    public Sample.Typing getTyping() {
        return typing;
    }

    public void setTyping(Sample.Typing given) {
        typing = given;
    }

    /** As it was edited; the sample, or nothing, at first. */
    public @Nullable String getBody() {
        return body;
    }

    public void setBody(@Nullable String given) {
        body = given == null || given.length() <= MOST ? given : given.substring(0, MOST);
    }
}
