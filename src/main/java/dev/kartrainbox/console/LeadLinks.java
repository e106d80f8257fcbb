package dev.kartrainbox.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How leads are called in addresses of pages: by Kartra's id, or else by an alias. */
@Named
@RequestScoped
public class LeadLinks {

    /** Keys that are no address. */
    private static final Pattern HARMLESS = Pattern.compile("[id]:[0-9a-f-]{1,36}");

    private static final int PREFIX = "i:".length();

    @Inject
    Aliases aliases;

    /** What stands for the lead's key. */
    public String of(String leadKey) {
        return HARMLESS.matcher(leadKey).matches() ? leadKey : aliases.of(leadKey);
    }

    /** The lead's key; throws where nobody knows what it stands for any more. */
    String key(@Nullable String link) {
        return Optional.ofNullable(link)
                .flatMap(given -> HARMLESS.matcher(given).matches() ? Optional.of(given) : aliases.text(given))
                .orElseThrow(() -> new UnknownException("no lead of this address"));
    }

    /** What stands for the key of a lead whose id or address somebody typed. */
    String ofTyped(String leadKey) {
        return HARMLESS.matcher(leadKey).matches() ? leadKey : aliases.ofTyped(leadKey);
    }

    /** What somebody typed to come there; empty where they did not, and may not read it. */
    Optional<String> typed(@Nullable String link) {
        return Optional.ofNullable(link)
                .flatMap(given -> HARMLESS.matcher(given).matches() ? Optional.of(given) : aliases.typed(given))
                .map(key -> key.substring(PREFIX));
    }

    /** The id or the e-mail address in it. */
    String named(@Nullable String link) {
        return key(link).substring(PREFIX);
    }
}
