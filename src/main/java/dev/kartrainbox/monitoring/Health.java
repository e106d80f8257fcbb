package dev.kartrainbox.monitoring;

import dev.kartrainbox.dispatch.Dispatcher;
import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the application is, for a balancer and for whoever looks after it: at once, as it was last seen. */
@ApplicationScoped
public class Health {

    private static final Logger LOG = System.getLogger(Health.class.getName());
    private static final String DRAINING = "draining";
    private static final String UNKNOWN = "unknown";

    @Inject
    Inbox inbox;

    @Inject
    Dispatcher dispatcher;

    @Inject
    Vitals vitals;

    @Inject
    Settings settings;

    /** A report; what it rests upon. */
    record Report(List<Check> checks) {

        Report {
            checks = List.copyOf(checks);
        }

        /** Nothing that it rests upon is down. */
        boolean isUp() {
            return checks.stream().allMatch(Check::isUp);
        }
    }

    /** It was meant for the run before: a server that comes back wants to be sent something. */
    void forgetDraining(@Observes @Priority(StartOrder.WELCOME) @Initialized(ApplicationScoped.class) Object start) {
        try {
            Files.deleteIfExists(drainingFile());
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "{0} cannot be deleted ({1}), and so the server stays out of its balancer: delete it",
                    drainingFile(),
                    e.getClass());
        }
    }

    /** Whether the application works at all; where it does not, only a new start helps. */
    Report live() {
        return new Report(List.of(new Check("threads", inbox.isRunning())));
    }

    /**
     * Whether this server should be sent notifications: it can keep them, and nobody wants it out of its balancer. That the database
     * is away, or nothing is processed just now, is no reason to lose what the journal would keep.
     */
    Report ready() {
        var checks = new ArrayList<>(List.of(keeping(), processing()));
        if (Files.exists(drainingFile())) {
            checks.add(new Check(DRAINING, false));
        }
        return new Report(checks);
    }

    /** All of it, for people. */
    public Condition condition() {
        return new Condition(
                ready().isUp(),
                vitals.databaseAnswers(),
                vitals.journal().orElse(null),
                vitals.waiting().orElse(null),
                vitals.tasks(),
                new Condition.Workers(dispatcher.running(), settings.workers(), dispatcher.hanging()));
    }

    private Check keeping() {
        boolean database = vitals.databaseAnswers();
        var journal = vitals.journal();
        boolean journalTakes = journal.filter(Vitals.Journal::writable).isPresent();
        return new Check(
                "keeping",
                inbox.isRunning() && (database || journalTakes),
                Map.of(
                        "database", Check.status(database),
                        "journal", Check.status(journalTakes),
                        "journalWaiting",
                                orUnknown(journal.map(seen -> seen.standing().journalRecords())),
                        "journalBytes",
                                orUnknown(journal.map(seen -> seen.standing().journalBytes()))));
    }

    /** For information: what is not processed now waits. */
    private Check processing() {
        int running = dispatcher.running();
        var backlog = vitals.waiting();
        return new Check(
                "processing",
                true,
                Map.of(
                        "dispatcher", Check.status(running == settings.workers()),
                        "workers", running,
                        "backlogWaiting", orUnknown(backlog.map(Backlog.Waiting::deliveries)),
                        "backlogMore", orUnknown(backlog.map(Backlog.Waiting::more)),
                        "backlogOverdueSeconds",
                                orUnknown(backlog.map(seen -> seen.overdue().toSeconds()))));
    }

    private static Object orUnknown(Optional<?> seen) {
        return seen.isPresent() ? seen.get() : UNKNOWN;
    }

    private Path drainingFile() {
        return settings.directory().resolve(DRAINING);
    }
}
