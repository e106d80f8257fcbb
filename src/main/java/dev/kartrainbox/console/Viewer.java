package dev.kartrainbox.console;

import dev.kartrainbox.signin.Caller;
import dev.kartrainbox.signin.Role;
import dev.kartrainbox.signin.Sight;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who looks at a page: what they may see and do, and in which zone they read times. */
@Named
@RequestScoped
public class Viewer {

    /** {@code console.js} sets it to the name of the browser's zone. */
    private static final String ZONE_COOKIE = "kartra-inbox-zone";

    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("MMM d, HH:mm:ss", Locale.US);
    private static final DateTimeFormatter WITH_YEAR = DateTimeFormatter.ofPattern("MMM d, yyyy, HH:mm:ss", Locale.US);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS XXX", Locale.US);

    @Inject
    Clock clock;

    @Inject
    Notices notices;

    private @Nullable List<String> told;

    private static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }

    /** The name of the account. */
    public String getAccount() {
        var principal = external().getUserPrincipal();
        return principal == null ? "" : Caller.named(principal.getName()).account();
    }

    public boolean isOperator() {
        return external().isUserInRole(Role.OPERATOR.word());
    }

    /** How much of personal data they see. */
    public Sight sight() {
        return Sight.of(external()::isUserInRole);
    }

    /** An e-mail address, as they may see it. */
    public @Nullable String email(@Nullable String address) {
        return sight().email(address);
    }

    /** Somebody's name, as they may see it. */
    public @Nullable String name(@Nullable String name) {
        return sight().name(name);
    }

    /** What they are told of what was done on the page before. */
    public List<String> getNotices() {
        if (told == null) {
            told = notices.take();
        }
        return told;
    }

    /** Their zone; UTC where their browser did not say. */
    public ZoneId getZone() {
        return Optional.ofNullable(external().getRequestCookieMap().get(ZONE_COOKIE))
                .map(cookie -> ((Cookie) cookie).getValue().replace("%2F", "/"))
                .flatMap(Viewer::zone)
                .orElse(ZoneOffset.UTC);
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty(); // a browser's word, which may be anything
        }
    }

    /** A time as people read it, in their zone; empty text of absent. */
    public String time(@Nullable Instant instant) {
        if (instant == null) {
            return "";
        }
        var time = instant.atZone(getZone());
        var now = clock.instant().atZone(getZone());
        return (time.getYear() == now.getYear() ? THIS_YEAR : WITH_YEAR).format(time);
    }

    /** The same to the millisecond, with the offset and the zone. */
    public String exactTime(@Nullable Instant instant) {
        return instant == null ? "" : EXACT.format(instant.atZone(getZone())) + " " + getZone();
    }

    /** A number as people read it, {@code 25,488}; a question mark of absent. */
    public String number(@Nullable Long number) {
        return number == null ? Texts.of("figure.unknown") : Texts.of("figure.known", number);
    }

    /** How long ago it was, in its two largest units; empty text of absent. */
    public String ago(@Nullable Instant instant) {
        return instant == null ? "" : Spans.of(instant, clock.instant());
    }
}
