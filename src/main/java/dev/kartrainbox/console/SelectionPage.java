package dev.kartrainbox.console;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.operations.Deliveries;
import dev.kartrainbox.operations.Discard;
import dev.kartrainbox.operations.Observers;
import dev.kartrainbox.operations.Overview;
import dev.kartrainbox.operations.Replay;
import dev.kartrainbox.operations.Selection;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what would become of many deliveries, and does it. */
@Named
@RequestScoped
public class SelectionPage {

    private static final String REPLAY = "replay";
    private static final String DISCARD = "discard";

    @Inject
    Deliveries deliveries;

    @Inject
    DeliveryFilter filter;

    @Inject
    Replay replay;

    @Inject
    Discard discard;

    @Inject
    Observers observers;

    @Inject
    Notices notices;

    @Inject
    @ManagedProperty("#{param.do}")
    @Nullable
    String operation;

    private @Nullable String observer;
    private boolean anew;
    private @Nullable String chosen;
    private boolean chosenAnew;
    private final Once<Overview> selected = new Once<>(() -> deliveries.overview(selection()));

    @Inject
    @ManagedProperty("#{param}")
    Map<String, String> request;

    private final Once<Long> concerned = new Once<>(this::countConcerned);
    private final Once<Long> withoutBody = new Once<>(() -> isReplay() ? replay.countWithoutBody(selection()) : 0);

    @PostConstruct
    void begin() {
        var named = request.get("observer");
        observer = named == null || named.isBlank() ? null : named;
        anew = Boolean.parseBoolean(request.get("anew"));
        chosen = observer;
        chosenAnew = anew;
    }

    private Selection selection() {
        return filter.selection().orElseThrow(() -> new UnknownException("no selection"));
    }

    /** What is selected, by state and action. */
    public Overview getSelected() {
        return selected.get();
    }

    public boolean isReplay() {
        return REPLAY.equals(operation);
    }

    public boolean isDiscard() {
        return DISCARD.equals(operation);
    }

    /** With how many something is done. */
    public long getConcerned() {
        return concerned.get();
    }

    private long countConcerned() {
        if (isDiscard()) {
            return getSelected().notIn(Set.of(State.DISCARDED)).deliveries();
        }
        if (observer == null) {
            return getSelected().notIn(Replay.NOT_REPLAYED).deliveries();
        }
        return replay.countOwed(selection(), observer) + (anew ? replay.countAnew(selection(), observer) : 0);
    }

    /** How many of them cannot be told again, for their bodies are gone. */
    public long getWithoutBody() {
        return withoutBody.get();
    }

    /** Who may be told alone. */
    public List<String> getObservers() {
        return observers.all().stream().map(Observers.Told::name).sorted().toList();
    }

    /** Says anew what would be done, with this observer. */
    public void look() throws IOException {
        Pages.go(address());
    }

    private String address() {
        var more = new LinkedHashMap<String, String>();
        more.put("do", String.valueOf(operation));
        if (chosen != null && !chosen.isBlank()) {
            more.put("observer", chosen);
            more.put("anew", String.valueOf(chosenAnew));
        }
        return filter.address("selection", more);
    }

    /** Does it. */
    @OperatorAction
    public void perform() throws IOException {
        notices.add(isDiscard() ? discarded() : replayed());
        Pages.go(filter.address("deliveries", Map.of()));
    }

    private String discarded() {
        var outcome = discard.all(selection());
        return Texts.of("selection.discarded", outcome.discarded(), outcome.leads(), outcome.freed());
    }

    private String replayed() {
        var outcome = observer == null
                ? replay.all(selection())
                : anew ? replay.anew(selection(), observer) : replay.owed(selection(), observer);
        long skipped = outcome.getOrDefault(Replay.Outcome.SKIPPED, 0L);
        long all = outcome.values().stream().mapToLong(Long::longValue).sum();
        return Texts.of("selection.replayed", all - skipped, skipped);
    }

    public @Nullable String getOperation() {
        return operation;
    }

    public @Nullable String getObserver() {
        return observer;
    }

    public boolean isAnew() {
        return anew;
    }

    /** Whom the form names: nobody is told before the page said what that would do. */
    public @Nullable String getChosen() {
        return chosen;
    }

    public void setChosen(@Nullable String given) {
        chosen = given;
    }

    public boolean isChosenAnew() {
        return chosenAnew;
    }

    public void setChosenAnew(boolean given) {
        chosenAnew = given;
    }
}
