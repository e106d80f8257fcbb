package dev.kartrainbox.intake;

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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after the exchanges that are under way, and ends those whose time is up. One sweep costs less than a timer for each. It
 * has a thread of its own, because a server that is being suspended runs no more scheduled tasks, while requests still end.
 */
@ApplicationScoped
public class Deadlines {

    private static final Logger LOG = System.getLogger(Deadlines.class.getName());
    private static final long SWEEP_MILLIS = 250;
    private static final Duration LOOK = Duration.ofMillis(20);

    /** For a body that arrives at the last moment to be kept. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    @Inject
    Settings settings;

    @Resource
    ManagedThreadFactory threads;

    private final Set<Timed> underWay = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);

    void start(@Observes @Priority(StartOrder.KEEPING) @Initialized(ApplicationScoped.class) Object start) {
        var sweeper = threads.newThread(this::sweepUntilOver);
        sweeper.setName("kartra-inbox-deadlines");
        sweeper.start();
    }

    /** First, the exchanges under way come to their end: in time, or by their deadlines. */
    void stop(@Observes @Priority(StartOrder.STOP_INTAKE) @BeforeDestroyed(ApplicationScoped.class) Object end) {
        long limit = System.nanoTime() + settings.bodyTimeout().plus(GRACE).toNanos();
        while (!underWay.isEmpty() && System.nanoTime() < limit) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        over.countDown();
    }

    void watch(Timed exchange) {
        underWay.add(exchange);
    }

    void forget(Timed exchange) {
        underWay.remove(exchange);
    }

    private void sweepUntilOver() {
        try {
            while (!over.await(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) {
                sweep(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many it looks after. */
    int underWay() {
        return underWay.size();
    }

    void sweep(long now) {
        for (var exchange : underWay) {
            try {
                exchange.expire(now);
            } catch (Throwable e) { // the others have deadlines too
                LOG.log(Level.WARNING, "An exchange could not be ended: {0}", Trace.of(e));
                forget(exchange);
            }
        }
    }
}
