package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Kept;
import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.IntStream;

/** Starts the workers once the database is there, wakes them when something was kept, and ends them. */
@ApplicationScoped
public class Dispatcher {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final long STOP_MILLIS = 15_000;

    @Inject
    Telling telling;

    @Inject
    Narrowing narrowing;

    @Inject
    Settings settings;

    @Inject
    ObserverCatalog observers;

    @Inject
    ObserverTable observerTable;

    @Inject
    Drift drift;

    @Resource
    ManagedThreadFactory threads;

    private volatile Hints hints = new Hints(0);
    private volatile List<Thread> workers = List.of();

    void start(@Observes @Priority(StartOrder.DISPATCHING) SchemaReady ready) {
        LOG.log(Level.INFO, "Observers of Kartra''s events, {0}:\n{1}", observers.size(), observers.lines());
        list(observers);
        var shared = new Hints(settings.workers());
        hints = shared;
        workers = IntStream.rangeClosed(1, settings.workers())
                .mapToObj(number -> {
                    var thread = threads.newThread(new Worker(telling, narrowing, drift, shared));
                    thread.setName("kartra-inbox-worker-" + number);
                    return thread;
                })
                .toList();
        workers.forEach(Thread::start);
    }

    private void list(ObserverCatalog catalog) {
        try {
            observerTable.replace(catalog.subscriptions());
        } catch (RuntimeException e) { // another node that starts now writes the same; and nothing depends on it
            LOG.log(Level.WARNING, "The table of observers was not written: {0}", SqlStates.describe(e));
        }
    }

    /** How many workers there are; none before the database was there. */
    public long running() {
        return workers.stream().filter(Thread::isAlive).count();
    }

    void wake(@Observes Kept kept) {
        hints.give(kept.deliveries());
    }

    /** What is in hand is finished; the rest is taken up by another node or at the next start. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        hints.end();
        try {
            for (var worker : workers) {
                worker.join(STOP_MILLIS);
            }
            drift.writeNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
