package dev.kartrainbox.monitoring;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at something again and again that may not answer, in a thread of its own, so that nobody who asks has to wait. */
final class Sampler<T> implements Runnable {

    private static final Duration STOP = Duration.ofSeconds(5);

    private final Callable<T> look;
    private final Duration pause;
    private final Duration stale;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Sample<T> latest;
    private @Nullable Thread thread;

    private record Sample<T>(T seen, long at) {}

    /**
     * For one thing.
     *
     * @param look sees it; an exception means that it cannot be seen
     * @param pause between two looks
     * @param stale when what was seen counts no more, because no look has ended since
     */
    Sampler(Callable<T> look, Duration pause, Duration stale) {
        this.look = look;
        this.pause = pause;
        this.stale = stale;
    }

    /** One that has seen nothing, and never will. */
    static <T> Sampler<T> never() {
        return new Sampler<>(
                () -> {
                    throw new IllegalStateException("not started");
                },
                Duration.ZERO,
                Duration.ZERO);
    }

    Sampler<T> start(ManagedThreadFactory threads, String name) {
        var looking = threads.newThread(this);
        looking.setName(name);
        looking.start();
        thread = looking;
        return this;
    }

    /** What was seen last; empty if it could not be seen, or not lately. */
    Optional<T> latest() {
        return Optional.ofNullable(latest)
                .filter(sample -> System.nanoTime() - sample.at < stale.toNanos())
                .map(Sample::seen);
    }

    @Override
    public void run() {
        try {
            do {
                latest = sample();
            } while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Sample<T> sample() {
        try {
            return new Sample<>(look.call(), System.nanoTime());
        } catch (Throwable unseen) { // shown as such, and tried again
            return null;
        }
    }

    /** A look that does not end is left alone: an interrupt would close H2's file under it. */
    void stop() {
        over.countDown();
        var looking = thread;
        if (looking == null) {
            return;
        }
        try {
            looking.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
