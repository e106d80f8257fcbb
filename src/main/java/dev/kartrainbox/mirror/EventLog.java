package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs one line for each event, with nothing in it that is personal. */
@ApplicationScoped
public class EventLog {

    private static final Logger LOG = System.getLogger(EventLog.class.getName());

    void on(@Observes KartraEvent event) {
        LOG.log(
                Level.INFO,
                "{0} {1} {2}, attempt {3}",
                event.envelope().deliveryId(),
                event.getClass().getSimpleName(),
                ActionWord.loggable(event.action()),
                event.envelope().attempt());
    }
}
