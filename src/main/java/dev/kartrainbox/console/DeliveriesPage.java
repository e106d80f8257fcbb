package dev.kartrainbox.console;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.operations.Deliveries;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for deliveries: the newest first, a page at a time. */
@Named
@RequestScoped
public class DeliveriesPage {

    private static final int MOST = 50;
    private static final int MOST_OF_NOTE = 100;
    private static final String PAGE = "deliveries";

    @Inject
    Deliveries deliveries;

    @Inject
    DeliveryFilter filter;

    private final Once<List<Delivery>> found = new Once<>(() -> look());

    /** Looks for what the form says: at an address that can be kept and gone back to. */
    public void search() throws IOException {
        Pages.go(filter.address(PAGE, Map.of()));
    }

    /** Looks for everything. */
    public void clear() throws IOException {
        Pages.go("/console/" + PAGE);
    }

    /** Those of this page. */
    public List<Delivery> getFound() {
        return found.get();
    }

    private List<Delivery> look() {
        try {
            return deliveries.search(filter.search(), filter.beforeId(), MOST);
        } catch (IllegalArgumentException e) { // in words for whoever asked
            Pages.refuse(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** What is to be said of one, in short. */
    public String note(Delivery delivery) {
        return Stream.of(
                        delivery.lastError().map(DeliveriesPage::shortened).orElse(""),
                        delivery.isLate() ? Texts.of("delivery.late") : "",
                        delivery.isRepaired() ? Texts.of("delivery.repaired") : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** An error may be as long as a stack. */
    private static String shortened(String error) {
        var first = error.lines().findFirst().orElse("");
        return first.length() > MOST_OF_NOTE ? first.substring(0, MOST_OF_NOTE) + "…" : first;
    }

    /** Whether there may be older ones. */
    public boolean isMore() {
        return getFound().size() == MOST;
    }

    /** Where these are. */
    public String getOlder() {
        var last = getFound().get(getFound().size() - 1).id();
        return filter.address(PAGE, Map.of("before", last.toString()));
    }

    /** Where the newest of what is looked for are. */
    public String getNewest() {
        return filter.address(PAGE, Map.of());
    }

    /** Whether something can be done with all that is looked for. */
    public boolean isSelectable() {
        try {
            return filter.selection().isPresent();
        } catch (IllegalArgumentException e) { // which the search says
            return false;
        }
    }

    /** Where that is done. */
    public String selection(String operation) {
        return filter.selectionAddress(operation);
    }

    /** Kartra's words, to choose from. */
    public List<String> getActions() {
        return Arrays.stream(Action.values()).map(Action::word).sorted().toList();
    }
}
