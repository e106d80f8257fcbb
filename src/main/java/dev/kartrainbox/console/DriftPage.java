package dev.kartrainbox.console;

import dev.kartrainbox.operations.DriftReport;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what did not look as documented. */
@Named
@RequestScoped
public class DriftPage {

    private static final int MOST = 1000;

    @Inject
    DriftReport report;

    @Inject
    @ManagedProperty("#{param.action}")
    @Nullable
    String action;

    private final Once<List<DriftReport.Line>> all = new Once<>(() -> report.lines(MOST));

    private List<DriftReport.Line> all() {
        return all.get();
    }

    /** What was seen last comes first; of one action, where the address says so. */
    public List<DriftReport.Line> getLines() {
        return getAction() == null
                ? all()
                : all().stream().filter(line -> line.action().equals(action)).toList();
    }

    /** Those with something unexpected. */
    public List<String> getActions() {
        return all().stream().map(DriftReport.Line::action).distinct().sorted().toList();
    }

    /** As it stands in an address: it may be anything that somebody sent. */
    public String encoded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    /** What it is, in words. */
    public String kind(DriftReport.Line line) {
        return line.kind().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public @Nullable String getAction() {
        return action == null || action.isEmpty() ? null : action;
    }
}
