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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * What was last seen of the parts that may not answer. Nobody who asks waits for the database or a disk: what is told was seen a
 * few seconds ago at most; empty is what could not be seen.
 */
@ApplicationScoped
public class Vitals {

    /** So many times slower are those that cost more: a look at the journal writes to the disk that the database syncs to. */
    private static final int SLOW = 5;

    @Inject
    Inbox inbox;

    @Inject
    Backlog backlog;

    @Inject
    OwedTasks owedTasks;

    @Inject
    OldestSnapshot oldestSnapshot;

    @Resource
    ManagedThreadFactory threads;

    /** Between two looks. */
    Duration pause = Duration.ofSeconds(2);

    /** What takes longer than this to answer does not answer. */
    Duration stale = Duration.ofSeconds(8);

    private Sampler<Boolean> database = Sampler.never();
    private Sampler<Journal> journal = Sampler.never();
    private Sampler<Backlog.Waiting> waiting = Sampler.never();
    private Sampler<List<OwedTasks.Count>> tasks = Sampler.never();
    private Sampler<Optional<Duration>> snapshot = Sampler.never();

    /**
     * The journal.
     *
     * @param writable whether it could keep something
     * @param standing what it holds
     */
    public record Journal(boolean writable, Standing standing) {}

    void start(@Observes @Priority(StartOrder.WELCOME) @Initialized(ApplicationScoped.class) Object start) {
        database = sampler(1, "database", inbox::databaseAnswers);
        journal = sampler(SLOW, "journal", () -> new Journal(inbox.journalTakes(), inbox.standing()));
        waiting = sampler(1, "backlog", backlog::look);
        tasks = sampler(SLOW, "tasks", owedTasks::look);
        snapshot = sampler(SLOW, "snapshot", oldestSnapshot::look);
    }

    private <T> Sampler<T> sampler(int slower, String name, Callable<T> look) {
        return new Sampler<>(look, pause.multipliedBy(slower), stale.multipliedBy(slower))
                .start(threads, "kartra-inbox-vitals-" + name);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        database.stop();
        journal.stop();
        waiting.stop();
        tasks.stop();
        snapshot.stop();
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

    /** Empty, too, where nobody owes anything. */
    List<OwedTasks.Count> tasks() {
        return tasks.latest().orElse(List.of());
    }

    /** Empty, too, where the database has none that matter. */
    Optional<Duration> oldestSnapshot() {
        return snapshot.latest().flatMap(Function.identity());
    }
}
