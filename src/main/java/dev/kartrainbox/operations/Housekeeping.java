package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Keeping;
import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.inbox.SetAsideFiles;
import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.operations.ErasureSearch.Progress;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server does by itself, in a thread of its own and in no hurry: it brings erasures to their end, here and in what its
 * journal has set aside, and deletes what is old. While the database is away it waits.
 */
@ApplicationScoped
public class Housekeeping implements Runnable {

    private static final Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final Duration STOP = Duration.ofSeconds(15);

    /** Somebody waits for it. */
    private static final int HALF_OF_THE_TIME = 1;

    /** Nobody waits for it; at half of the time it doubled what 99 of 100 answers took at most. */
    private static final int AN_EIGHTH_OF_THE_TIME = 7;

    @Inject
    Keeping keeping;

    @Inject
    Erasure erasure;

    @Inject
    ErasureSearch search;

    @Inject
    Retention retention;

    @Inject
    Hashes hashes;

    @Inject
    SetAsideFiles files;

    @Inject
    Transactions transactions;

    @Inject
    Audit audit;

    @Inject
    Settings settings;

    @Resource
    ManagedThreadFactory threads;

    /** Between two rounds; half as much more by chance, so that nodes do not meet. */
    Duration pause = Duration.ofSeconds(10);

    private final CountDownLatch over = new CountDownLatch(1);
    private Set<Path> seen = Set.of();
    private long known;
    private boolean paused;
    private @Nullable Thread thread;

    void start(@Observes @Priority(StartOrder.WELCOME) SchemaReady ready) {
        if (thread != null) {
            return; // a part that starts later failed, and all are asked again
        }
        var working = threads.newThread(this);
        working.setName("kartra-inbox-housekeeping");
        thread = working;
        working.start();
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        over.countDown();
        var working = thread;
        if (working == null) {
            return;
        }
        try {
            // it looks up by itself: an interrupt would close H2's file under a transaction in hand
            working.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        do {
            try {
                round();
                paused = false;
            } catch (Throwable trouble) { // the database is away, most likely; nothing is lost by waiting
                tellOnce(trouble);
            }
        } while (!isOverWithin(pause.plusMillis(ThreadLocalRandom.current().nextLong(1 + pause.toMillis() / 2))));
    }

    private void tellOnce(Throwable trouble) {
        if (!paused) {
            LOG.log(Level.WARNING, "Housekeeping pauses: {0}", SqlStates.describe(trouble));
        }
        paused = true;
    }

    private boolean isOverWithin(Duration time) {
        try {
            return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException serverIsStopping) {
            return false; // it ends at our own stop
        }
    }

    /** Does what there is to do. */
    void round() throws Exception {
        keeping.learnWhoIsErased();
        eraseInFiles(erasure.count());
        for (var entry : erasure.open()) {
            tellObservers(entry);
            unhurried(HALF_OF_THE_TIME, () -> search.step(current(entry)) == Progress.MORE);
        }
        unhurried(AN_EIGHTH_OF_THE_TIME, () -> retention.step(settings.keepFor()));
    }

    private ErasureEntry current(ErasureEntry entry) {
        return transactions.run(() -> erasure.entry(entry.id()));
    }

    /** An observer that fails holds up neither the other erasures nor the search. */
    private void tellObservers(ErasureEntry entry) {
        try {
            erasure.tellObservers(entry.id());
        } catch (RuntimeException e) {
            if (SqlStates.isNobodysFault(e)) {
                throw e;
            }
            LOG.log(
                    Level.ERROR,
                    "An observer failed to erase a lead (erasure {0}): {1}. It is told again every few seconds",
                    entry.id(),
                    SqlStates.describe(e));
        }
    }

    /** After each step it rests for so many times as long, so that everybody else has the database too. */
    private void unhurried(int rests, BooleanSupplier step) {
        boolean more = true;
        while (more) {
            long begin = System.nanoTime();
            more = step.getAsBoolean();
            more &= !isOverWithin(Duration.ofNanos(rests * (System.nanoTime() - begin)));
        }
    }

    /** After each new erasure in all of them, otherwise in those that were set aside since. */
    private void eraseInFiles(long erasures) throws IOException {
        var there = files.list();
        boolean anyNew = erasures > known;
        var before = seen;
        var unseen =
                there.stream().filter(file -> anyNew || !before.contains(file)).toList();
        if (!unseen.isEmpty()) {
            var redaction = new Redaction(hashes.ofAll());
            int deleted =
                    files.deleteThose(unseen, (body, encoding) -> ErasureSearch.isNamedIn(body, encoding, redaction));
            if (deleted > 0) {
                transactions.run(() -> {
                    audit.note("erase", "files set aside by the journal of this server", deleted + " deleted");
                    return deleted;
                });
            }
        }
        seen = new HashSet<>(there);
        known = erasures;
    }
}
