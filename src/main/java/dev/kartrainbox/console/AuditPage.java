package dev.kartrainbox.console;

import dev.kartrainbox.operations.Audit;
import dev.kartrainbox.operations.AuditEntry;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows operators what operators did, the newest first. */
@Named
@RequestScoped
public class AuditPage {

    private static final int MOST = 100;

    @Inject
    Audit audit;

    @Inject
    Viewer viewer;

    @Inject
    @ManagedProperty("#{param.before}")
    @Nullable
    String before;

    private final Once<List<AuditEntry>> entries = new Once<>(() -> audit.entries(Pages.before(before), MOST));

    /** Those of this page. */
    public List<AuditEntry> getEntries() {
        if (!viewer.isOperator()) {
            throw new NotAllowedException();
        }
        return entries.get();
    }

    /** Whether there may be older ones. */
    public boolean isMore() {
        return getEntries().size() == MOST;
    }

    /** Where these are. */
    public String getOlder() {
        return "/console/audit?before=" + getEntries().get(MOST - 1).id();
    }

    public @Nullable String getBefore() {
        return before;
    }
}
