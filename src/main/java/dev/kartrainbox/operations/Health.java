package dev.kartrainbox.operations;

import dev.kartrainbox.dispatch.Dispatcher;
import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.inbox.Standing;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the application is, for a balancer and for whoever looks after it. Nobody who asks waits for the database or a disk: what
 * is told was seen a few seconds ago at most.
 */
@ApplicationScoped
public class Health {

    private static final Logger LOG = System.getLogger(Health.class.getName());
    private static final String DRAINING = "draining";

    /** So many times slower than the others: each look writes to the disk that the database syncs to. */
    private static final int JOURNAL_PACE = 5;

    @Inject
    Inbox inbox;

    @Inject
    Dispatcher dispatcher;

    @Inject
    Backlog backlog;

    @Inject
    Settings settings;

    @Resource
    ManagedThreadFactory threads;

    /** Between two looks. */
    Duration pause = Duration.ofSeconds(2);

    /** What takes longer than this to answer does not answer. */
    Duration stale = Duration.ofSeconds(8);

    private Sampler<Boolean> database = never();
    private Sampler<JournalSeen> journal = never();
    private Sampler<Backlog.Waiting> waiting = never();

    private record JournalSeen(boolean writable, Standing standing) {}

    /**
     * A report.
     *
     * @param isUp the answer in one word
     * @param checks what it rests upon, and what else there is to know
     */
    record Report(boolean isUp, List<Check> checks) {}

    void start(@Observes @Priority(StartOrder.WELCOME) @Initialized(ApplicationScoped.class) Object start) {
        forgetDraining();
        database = new Sampler<>(inbox::databaseAnswers, pause, stale).start(threads, "kartra-inbox-health-database");
        journal = new Sampler<>(
                        () -> new JournalSeen(inbox.journalTakes(), inbox.standing()),
                        pause.multipliedBy(JOURNAL_PACE),
                        stale.multipliedBy(JOURNAL_PACE))
                .start(threads, "kartra-inbox-health-journal");
        waiting = new Sampler<>(backlog::look, pause, stale).start(threads, "kartra-inbox-health-backlog");
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        database.stop();
        journal.stop();
        waiting.stop();
    }

    /** Whether the application works at all; where it does not, only a new start helps. */
    Report live() {
        var keeping = new Check("threads", inbox.isRunning());
        return new Report(keeping.isUp(), List.of(keeping));
    }

    /**
     * Whether this server should be sent notifications: it can keep them, and nobody wants it out of its balancer. The other
     * checks are told and do not count: that the database is away, or nothing is processed just now, is no reason to lose what
     * the journal would keep.
     */
    Report ready() {
        var database = new Check("database", this.database.latest().orElse(false));
        var journal = journal();
        var keeping = new Check("keeping", inbox.isRunning() && (database.isUp() || journal.isUp()));
        var checks = new ArrayList<>(List.of(keeping, database, journal, dispatcher(), backlog()));
        boolean draining = Files.exists(drainingFile());
        if (draining) {
            checks.add(new Check(DRAINING, false));
        }
        return new Report(keeping.isUp() && !draining, checks);
    }

    private Check journal() {
        return journal.latest()
                .map(seen -> new Check(
                        "journal",
                        seen.writable,
                        Map.of(
                                "waiting", seen.standing.journalRecords(),
                                "bytes", seen.standing.journalBytes())))
                .orElseGet(() -> Check.unknown("journal"));
    }

    private Check dispatcher() {
        long running = dispatcher.running();
        return new Check("dispatcher", running == settings.workers(), Map.of("workers", running));
    }

    private Check backlog() {
        return waiting.latest()
                .map(seen -> new Check(
                        "backlog",
                        true,
                        Map.of(
                                "waiting", seen.deliveries(),
                                "more", seen.more(),
                                "overdueSeconds", seen.overdue().toSeconds())))
                .orElseGet(() -> Check.unknown("backlog"));
    }

    /** It was meant for the run before: a server that comes back wants to be sent something. */
    private void forgetDraining() {
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

    private Path drainingFile() {
        return settings.directory().resolve(DRAINING);
    }

    private static <T> Sampler<T> never() {
        return new Sampler<>(
                () -> {
                    throw new IllegalStateException("not started");
                },
                Duration.ZERO,
                Duration.ZERO);
    }
}
