package dev.kartrainbox.intake;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks after the exchanges that are under way, and ends those whose time is up. One sweep costs less than a timer for each. */
@ApplicationScoped
public class Deadlines {

    private static final Logger LOG = System.getLogger(Deadlines.class.getName());
    private static final long SWEEP_MILLIS = 250;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> sweeps;

    @PostConstruct
    void start() {
        sweeps = scheduler.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (sweeps != null) {
            sweeps.cancel(false);
        }
    }

    void watch(Exchange exchange) {
        underWay.add(exchange);
    }

    void forget(Exchange exchange) {
        underWay.remove(exchange);
    }

    private void sweep() {
        var now = System.nanoTime();
        for (var exchange : underWay) {
            try {
                exchange.expire(now);
            } catch (RuntimeException e) { // an exception would end all further sweeps
                LOG.log(Level.WARNING, "An exchange could not be ended: {0}", Trace.of(e));
                forget(exchange);
            }
        }
    }
}
