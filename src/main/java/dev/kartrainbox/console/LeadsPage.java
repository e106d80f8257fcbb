package dev.kartrainbox.console;

import dev.kartrainbox.inbox.ErasedNames;
import dev.kartrainbox.operations.KnownLeads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for leads. */
@Named
@RequestScoped
public class LeadsPage {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    @Inject
    KnownLeads leads;

    @Inject
    LeadLinks links;

    @Inject
    @ManagedProperty("#{param.of}")
    @Nullable
    String of;

    private @Nullable String typed;
    private final Once<List<KnownLeads.Sighted>> found = new Once<>(() -> look(links.named(of)));

    /** Looks for what was typed, at an address that does not tell it. */
    public void search() throws IOException {
        Pages.go("/console/leads"
                + (typed == null || typed.isBlank() ? "" : "?of=" + links.ofTyped(key(typed.strip()))));
    }

    private static String key(String text) {
        return NUMBER.matcher(text).matches() ? ErasedNames.ofId(Long.parseLong(text)) : ErasedNames.ofEmail(text);
    }

    /** Whether something is looked for. */
    public boolean isAsked() {
        return of != null && !of.isEmpty();
    }

    /** Those that are known by what was typed. */
    public List<KnownLeads.Sighted> getFound() {
        return found.get();
    }

    private List<KnownLeads.Sighted> look(String name) {
        return NUMBER.matcher(name).matches() ? leads.withId(Long.parseLong(name)) : leads.withEmail(name);
    }

    public @Nullable String getOf() {
        return of;
    }

    public @Nullable String getTyped() {
        return typed == null ? links.typed(of).orElse(null) : typed;
    }

    public void setTyped(@Nullable String given) {
        typed = given;
    }
}
