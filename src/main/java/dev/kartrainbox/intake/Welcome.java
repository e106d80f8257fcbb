package dev.kartrainbox.intake;

import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.keys.Keys;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Locale;

/** Says on the console where to post, and what to do next. Never the key. */
@ApplicationScoped
class Welcome {

    private static final Logger LOG = System.getLogger("dev.kartrainbox");
    private static final String SAMPLE = "src/main/resources/samples/list_subscription.as-documented.json";

    @Inject
    Settings settings;

    @Inject
    Keys keys;

    @Inject
    Inbox inbox;

    void greet(@Observes @Priority(StartOrder.WELCOME) @Initialized(ApplicationScoped.class) Object start) {
        LOG.log(Level.INFO, keys.urlFile().map(this::withUrlFile).orElseGet(this::withOwnKeys));
    }

    private String ready() {
        return inbox.standing().databaseAway()
                ? "Kartra Inbox is ready to receive. Its database is away: notifications are kept, and processed later."
                : "Kartra Inbox is ready.";
    }

    private String withUrlFile(Path file) {
        return String.format(Locale.ROOT, """
                %3$s

                    Its URL holds a secret key. It stands in a file that only the server's user can read:
                        %1$s

                    Try it    curl --data-binary @%2$s "$(cat '%1$s')"
                    Look      mvn -q exec:java@inbox
                    Use it    paste the URL into Kartra: Integrations, My API, Outbound API
                """, file, SAMPLE, ready());
    }

    private String withOwnKeys() {
        return String.format(
                Locale.ROOT, """
                %4$s

                    Its URL is %1$s/outbound/KEY, where KEY is one of KARTRA_INBOX_KEY (%3$s).

                    Try it    curl --data-binary @%2$s %1$s/outbound/KEY
                    Look      mvn -q exec:java@inbox
                    Use it    paste the URL into Kartra: Integrations, My API, Outbound API
                """, settings.applicationUrl(), SAMPLE, String.join(", ", keys.names()), ready());
    }
}
