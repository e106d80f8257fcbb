package dev.kartrainbox.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.regex.Pattern;

/** How leads are called in addresses of pages: by Kartra's id, or else by an alias. */
@Named
@RequestScoped
public class LeadLinks {

    /** Keys that are no address. */
    private static final Pattern HARMLESS = Pattern.compile("[id]:[0-9a-f-]{1,36}");

    @Inject
    Aliases aliases;

    /** What stands for the lead's key. */
    public String of(String leadKey) {
        return HARMLESS.matcher(leadKey).matches() ? leadKey : aliases.of(leadKey);
    }

    /** The lead's key; empty where nobody knows what it stands for any more. */
    Optional<String> key(String link) {
        return HARMLESS.matcher(link).matches() ? Optional.of(link) : aliases.text(link);
    }
}
