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
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts the workers once the database is there, wakes them when something was kept, and ends them. */
@ApplicationScoped
public class Dispatcher {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration ROLLBACK = Duration.ofSeconds(2);

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

    @Inject
    Lanes lanes;

    @Inject
    Suspects suspects;

    @Inject
    Hands hands;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction transactions;

    @Resource
    ManagedThreadFactory threads;

    private volatile Hints hints = new Hints(0);
    private volatile @Nullable Crew crew;
    private volatile @Nullable Watch watch;

    void start(@Observes @Priority(StartOrder.DISPATCHING) SchemaReady ready) {
        if (crew != null) {
            return; // a part that starts later failed, and all are asked again
        }
        LOG.log(Level.INFO, "Observers of Kartra''s events, {0}:\n{1}", observers.size(), observers.lines());
        list(observers);
        if (settings.workers() == 0) {
            LOG.log(
                    Level.WARNING,
                    "KARTRA_INBOX_WORKERS is 0: this server keeps what comes, and processes nothing. It waits for another server, or another setting");
        }
        var shared = new Hints(settings.workers());
        hints = shared;
        var workers = new Crew(settings, suspects.open(lanes::isUnfinished), threads, hand -> () -> {
            limitTransactions();
            hands.take(hand);
            try {
                new Worker(telling, narrowing, drift, shared, suspects, hand).run();
            } finally {
                hands.letGo();
            }
        });
        crew = workers;
        workers.fill();
        var watching = new Watch(workers, observers, suspects, settings.observerTimeout());
        var thread = threads.newThread(watching);
        thread.setName("kartra-inbox-watch");
        watch = watching;
        thread.start();
    }

    /** Those of this thread: a little longer than the watch waits, so that it knows who hung before the lane is free again. */
    private void limitTransactions() {
        try {
            transactions.setTransactionTimeout(
                    (int) settings.observerTimeout().plus(ROLLBACK).toSeconds());
        } catch (SystemException e) {
            LOG.log(
                    Level.WARNING,
                    "Transactions that hang are rolled back when the server thinks fit: {0}",
                    SqlStates.describe(e));
        }
    }

    private void list(ObserverCatalog catalog) {
        try {
            observerTable.replace(catalog.subscriptions());
        } catch (RuntimeException e) { // another node that starts now writes the same; and nothing depends on it
            LOG.log(Level.WARNING, "The table of observers was not written: {0}", SqlStates.describe(e));
        }
    }

    /** How many workers there are, without those that hang; none before the database was there. */
    public int running() {
        var workers = crew;
        return workers == null ? 0 : workers.atWork();
    }

    /** How many hang in an observer, have been replaced, and have not come back. */
    public int hanging() {
        var workers = crew;
        return workers == null ? 0 : workers.hanging();
    }

    void wake(@Observes Kept kept) {
        hints.give(kept.deliveries());
    }

    /** What is in hand is finished, if that is soon; the rest is taken up by another node or at the next start. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        hints.end();
        var watching = watch;
        var workers = crew;
        if (watching == null || workers == null) {
            return;
        }
        watching.end();
        try {
            workers.end(STOP).stream().map(Hand::look).forEach(this::leave);
            drift.writeNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(Hang hang) {
        LOG.log(
                Level.WARNING,
                "{0} is left behind with {1} in {2}, at {3}: it is not waited for, and nothing of it is kept",
                hang.worker(),
                hang.delivery().map(UUID::toString).orElse("several deliveries"),
                hang.observer(observers).orElse("no observer"),
                hang.where());
    }
}
