package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.SqlStates;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something in the database that many want to see, again and again. However many ask, one looks at a time, in a thread of its own,
 * and not more often than after a pause; while nobody asks, nobody looks. Whoever asks waits a little at most: what cannot be seen
 * now is told as it was seen last.
 */
final class SharedLook<T> {

    private static final Logger LOG = System.getLogger(SharedLook.class.getName());

    /** From one look to the next. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** For how long a look is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration STOP = Duration.ofSeconds(5);

    private final String name;
    private final Callable<T> looking;
    private final Clock clock;
    private final ThreadFactory threads;
    private final Duration pause;
    private final Duration patience;

    private @Nullable Look newest;
    private boolean stopped;
    private boolean failing;
    private volatile @Nullable Seen<T> latest;

    /**
     * For one thing.
     *
     * @param name of it, for the log
     * @param looking sees it; an exception means that it cannot be seen
     */
    SharedLook(String name, Callable<T> looking, Clock clock, ThreadFactory threads) {
        this(name, looking, clock, threads, PAUSE, PATIENCE);
    }

    /**
     * The same.
     *
     * @param pause from one look to the next
     * @param patience for how long a look is waited for
     */
    SharedLook(
            String name, Callable<T> looking, Clock clock, ThreadFactory threads, Duration pause, Duration patience) {
        this.name = name;
        this.looking = looking;
        this.clock = clock;
        this.threads = threads;
        this.pause = pause;
        this.patience = patience;
    }

    /** What was seen last; empty where that is nothing yet. */
    Optional<Seen<T>> latest() {
        var look = newest();
        boolean current = look != null && look.isSeenSoon();
        return Optional.ofNullable(latest).map(seen -> new Seen<>(seen.value(), seen.at(), current));
    }

    private synchronized @Nullable Look newest() {
        var look = newest;
        if (!stopped && (look == null || look.isOutdated())) {
            look = new Look();
            newest = look;
            look.start();
        }
        return look;
    }

    /** A look that does not end is left alone: an interrupt would close H2's file under it. */
    void stop() {
        Look last;
        synchronized (this) {
            stopped = true;
            last = newest;
        }
        if (last != null) {
            last.awaitEnd(STOP);
        }
    }

    /** Each failure is told once, until it works again. */
    private void tell(@Nullable Throwable trouble) {
        if (trouble != null && !failing) {
            LOG.log(
                    Level.WARNING,
                    "The database does not tell {0} ({1}): the console shows what was seen before",
                    name,
                    SqlStates.describe(trouble));
        }
        failing = trouble != null;
    }

    private final class Look implements Runnable {

        private final Instant at = clock.instant();
        private final long begun = System.nanoTime();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean seen;

        void start() {
            try {
                var thread = threads.newThread(this);
                thread.setName("kartra-inbox-look");
                thread.start();
            } catch (RuntimeException serverIsStopping) {
                ended.countDown();
            }
        }

        @Override
        public void run() {
            try {
                latest = new Seen<>(looking.call(), at, true);
                seen = true;
                tell(null);
            } catch (Throwable trouble) { // shown as such, and tried again
                tell(trouble);
            } finally {
                ended.countDown();
            }
        }

        /** It has ended, and so long ago, or so far in the future, that it is time for another. */
        boolean isOutdated() {
            return ended.getCount() == 0
                    && Duration.between(at, clock.instant()).abs().compareTo(pause) >= 0;
        }

        /** Waits for it, unless it was waited for enough already. */
        boolean isSeenSoon() {
            awaitEnd(patience.minusNanos(System.nanoTime() - begun));
            return seen;
        }

        private void awaitEnd(Duration limit) {
            try {
                ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
