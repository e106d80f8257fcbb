package dev.kartrainbox.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The pages that all others lead to. */
@Named
@RequestScoped
public class Navigation {

    private static final String CONSOLE = "/console/";
    private static final Set<String> FOR_OPERATORS = Set.of("audit", "try-it");

    @Inject
    Viewer viewer;

    /**
     * A page.
     *
     * @param name as it is called
     * @param page its address below {@code /console/}
     * @param parts pages about one of what it lists
     */
    public record Place(String name, String page, Set<String> parts) {

        private static Place of(String page, String... parts) {
            return new Place(Texts.of(page + ".title"), page, Set.of(parts));
        }

        /** Below the application's path. */
        public String path() {
            return CONSOLE + page;
        }

        /** Whether it is the page with this name of its view, or one of its parts is. */
        public boolean isAt(String viewId) {
            var shown = viewId.replace(CONSOLE, "").replace(".xhtml", "");
            return shown.equals(page) || parts.contains(shown);
        }
    }

    /** Those that the viewer may go to. */
    public List<Place> getPlaces() {
        return Stream.of(
                        Place.of("overview"),
                        Place.of("deliveries", "delivery", "selection"),
                        Place.of("leads", "lead", "erase"),
                        Place.of("drift"),
                        Place.of("keys", "key"),
                        Place.of("people", "account", "token"),
                        Place.of("audit"),
                        Place.of("try-it"))
                .filter(place -> viewer.isOperator() || !FOR_OPERATORS.contains(place.page()))
                .toList();
    }
}
