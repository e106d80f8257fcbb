package dev.kartrainbox.monitoring;

import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.inbox.Standing;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * What was last seen of the parts that may not answer. Nobody who asks waits for the database or a disk: what is told was seen a
 * few seconds ago at most; empty is what could not be seen.
 */
@ApplicationScoped
public class Vitals {

    /** So many times slower than the others: each look writes to the disk that the database syncs to. */
    private static final int JOURNAL_PACE = 5;

    @Inject
    Inbox inbox;

    @Inject
    Backlog backlog;

    @Resource
    ManagedThreadFactory threads;

    /** Between two looks. */
    Duration pause = Duration.ofSeconds(2);

    /** What takes longer than this to answer does not answer. */
    Duration stale = Duration.ofSeconds(8);

    private Sampler<Boolean> database = Sampler.never();
    private Sampler<Journal> journal = Sampler.never();
    private Sampler<Backlog.Waiting> waiting = Sampler.never();

    /**
     * The journal.
     *
     * @param writable whether it could keep something
     * @param standing what it holds
     */
    record Journal(boolean writable, Standing standing) {}

    void start(@Observes @Priority(StartOrder.WELCOME) @Initialized(ApplicationScoped.class) Object start) {
        database = new Sampler<>(inbox::databaseAnswers, pause, stale).start(threads, "kartra-inbox-vitals-database");
        journal = new Sampler<>(
                        () -> new Journal(inbox.journalTakes(), inbox.standing()),
                        pause.multipliedBy(JOURNAL_PACE),
                        stale.multipliedBy(JOURNAL_PACE))
                .start(threads, "kartra-inbox-vitals-journal");
        waiting = new Sampler<>(backlog::look, pause, stale).start(threads, "kartra-inbox-vitals-backlog");
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        database.stop();
        journal.stop();
        waiting.stop();
    }

    /** Whether the database could keep something. */
    boolean databaseAnswers() {
        return database.latest().orElse(false);
    }

    Optional<Journal> journal() {
        return journal.latest();
    }

    Optional<Backlog.Waiting> waiting() {
        return waiting.latest();
    }
}
