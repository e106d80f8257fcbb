package dev.kartrainbox.inbox;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Function;

/** Threads without a container. */
public final class Threads implements ManagedThreadFactory {

    private final Function<Runnable, Runnable> work;

    private Threads(Function<Runnable, Runnable> work) {
        this.work = work;
    }

    public static Threads thatRun() {
        return new Threads(Function.identity());
    }

    /** Started, but never given any time. */
    public static Threads thatNeverRun() {
        return new Threads(task -> () -> {});
    }

    @Override
    public Thread newThread(Runnable task) {
        var thread = new Thread(work.apply(task));
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        throw new UnsupportedOperationException();
    }
}
