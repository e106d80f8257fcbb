package dev.kartrainbox.console;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.monitoring.Condition;
import dev.kartrainbox.monitoring.Health;
import dev.kartrainbox.monitoring.OwedTasks;
import dev.kartrainbox.operations.ArrivalFigures;
import dev.kartrainbox.operations.Arrivals;
import dev.kartrainbox.operations.Seen;
import dev.kartrainbox.operations.StateCounts;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells at a glance whether notifications arrive, and whether all is well with them. */
@Named
@RequestScoped
public class OverviewPage {

    private static final Duration SOON = Duration.ofSeconds(1);

    @Inject
    Arrivals arrivals;

    @Inject
    StateCounts stateCounts;

    @Inject
    Health health;

    @Inject
    Viewer viewer;

    @Inject
    ZoneId zone;

    private Optional<Seen<ArrivalFigures>> seen = Optional.empty();
    private Optional<Seen<Map<State, Long>>> counts = Optional.empty();
    private @Nullable Condition condition;

    /** Once for the whole page, so that its parts agree. */
    @PostConstruct
    void look() {
        seen = arrivals.latest();
        counts = stateCounts.latest();
    }

    /** How this server is. */
    public Condition getCondition() {
        if (condition == null) {
            condition = health.condition();
        }
        return condition;
    }

    /** What arrived; absent where that could not be counted yet. */
    public @Nullable ArrivalFigures getArrived() {
        return seen.map(Seen::value).orElse(null);
    }

    /** When it was counted, where that is longer ago than it should be; absent where it is not. */
    public @Nullable Instant getOutdated() {
        return seen.filter(figures -> !figures.current()).map(Seen::at).orElse(null);
    }

    /** The last 24 hours, drawn; absent like the figures. */
    public @Nullable String getChart() {
        var figures = getArrived();
        return figures == null ? null : ArrivalChart.of(figures, viewer.getZone());
    }

    /** {@code good}, {@code warn} where something waits in it, {@code bad} where it takes nothing; empty where nobody looked yet. */
    public String getJournalState() {
        var journal = getCondition().journal();
        if (journal == null) {
            return "";
        }
        if (!journal.writable()) {
            return "bad";
        }
        return journal.standing().journalRecords() > 0 ? "warn" : "good";
    }

    /** By which days are told apart. */
    public ZoneId getZone() {
        return zone;
    }

    /** How many are in this state; absent where that cannot be said now. */
    public @Nullable Long count(String state) {
        return counts.map(all -> all.value().get(State.valueOf(state))).orElse(null);
    }

    /** How many wait to be processed, {@code 10,000+} where it is very many; absent where that cannot be said now. */
    public @Nullable String getWaiting() {
        var waiting = getCondition().waiting();
        return waiting == null
                ? null
                : Texts.of(waiting.more() ? "overview.more" : "figure.known", waiting.deliveries());
    }

    /** For how long the first of them could have been processed already; absent where nothing is late. */
    public @Nullable String getOverdue() {
        var waiting = getCondition().waiting();
        return waiting == null || waiting.overdue().compareTo(SOON) < 0 ? null : Spans.of(waiting.overdue());
    }

    /** Those that gave up on something. */
    public List<OwedTasks.Count> getParked() {
        return getCondition().tasks().stream()
                .filter(count -> count.state().equals(OwedTasks.PARKED))
                .toList();
    }

    /** Today against the same part of the day a week ago, in words; absent where there is nothing to compare with. */
    public @Nullable String getComparison() {
        var figures = getArrived();
        if (figures == null || figures.weekAgo() == 0) {
            return null;
        }
        long percent = Math.round(100.0 * (figures.today() - figures.weekAgo()) / figures.weekAgo());
        var words = percent == 0 ? "overview.same" : percent < 0 ? "overview.less" : "overview.more.than";
        return Texts.of(words, Math.abs(percent), figures.weekAgo());
    }

    /** Those actions that ever came, or should have. */
    public List<ArrivalFigures.OfAction> getActions() {
        var figures = getArrived();
        return figures == null
                ? List.of()
                : figures.actions().stream()
                        .filter(action -> action.lastArrival() != null)
                        .toList();
    }

    /** Whether Kartra documents it. */
    public boolean isDocumented(ArrivalFigures.OfAction action) {
        return Action.of(action.action()).isPresent();
    }

    /** Names of those that never came. */
    public String getNever() {
        var figures = getArrived();
        return figures == null
                ? ""
                : String.join(
                        ", ",
                        figures.actions().stream()
                                .filter(action -> action.lastArrival() == null)
                                .map(ArrivalFigures.OfAction::action)
                                .toList());
    }
}
