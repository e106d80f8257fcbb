package dev.kartrainbox.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says that something went wrong, and what can be done. */
@Named
@RequestScoped
public class ProblemPage {

    static final String PATH = "/console/problem";
    static final String NOT_ALLOWED = "not-allowed";
    static final String UNKNOWN = "unknown";
    static final String AWAY = "away";
    static final String FAILED = "failed";

    private static final Set<String> ALL = Set.of(NOT_ALLOWED, UNKNOWN, AWAY, FAILED);

    @Inject
    @ManagedProperty("#{param.what}")
    @Nullable
    String what;

    public String getTitle() {
        return Texts.of("problem." + known() + ".title");
    }

    public String getText() {
        return Texts.of("problem." + known());
    }

    private String known() {
        return what != null && ALL.contains(what) ? what : FAILED;
    }
}
