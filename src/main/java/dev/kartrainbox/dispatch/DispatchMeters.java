package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.LabelValues;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.settings.StartOrder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Counts what became of deliveries and of attempts, once that is committed: what is rolled back did not happen. */
@ApplicationScoped
public class DispatchMeters {

    private static final int MOST_OBSERVERS = 200;
    private static final Object PENDING = new Object();

    private static final Duration[] DISPATCH_BUCKETS = Stream.of(
                    10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 3_600_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    @Inject
    MeterRegistry registry;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Inject
    Clock clock;

    private final Map<State, Counter> deliveries = new EnumMap<>(State.class);
    private final Map<Attempt, Counter> attempts = new ConcurrentHashMap<>();
    private final LabelValues observers = new LabelValues(MOST_OBSERVERS);
    private Timer dispatch;

    /** How an attempt ended. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        /** Nobody's fault, and so not held against the observer. */
        EXCUSED
    }

    private record Attempt(String observer, Outcome outcome) {}

    @PostConstruct
    void register() {
        dispatch = Timer.builder("kartra.inbox.dispatch")
                .description(
                        "From the receipt of a delivery to its having been told to all observers at the first go, committed")
                .serviceLevelObjectives(DISPATCH_BUCKETS)
                .register(registry);
        Stream.of(State.PROCESSED, State.DUPLICATE, State.RETRYING, State.PARKED, State.QUARANTINED)
                .forEach(state -> deliveries.put(state, counterOf(state)));
    }

    /** What is first seen when it has counted something hides just that from Prometheus: so all is made at the start. */
    void begin(@Observes @Priority(StartOrder.SETTINGS) @Initialized(ApplicationScoped.class) Object start) {
        // made by now
    }

    /** The delivery was told, or held back; replays and rebuilds say nothing of how fast that goes. */
    void told(Opened opened, State before) {
        var delivery = opened.delivery();
        moved(delivery, before);
        if (delivery.state() == State.PROCESSED
                && !opened.claim().replayed()
                && !opened.claim().rebuild()) {
            var receivedAt = delivery.receivedAt();
            afterCommit(() -> dispatch.record(Duration.between(receivedAt, clock.instant())));
        }
    }

    /** The delivery may be in another state than before. */
    void moved(Delivery delivery, State before) {
        var counter = deliveries.get(delivery.state());
        if (delivery.state() != before && counter != null) {
            afterCommit(counter::increment);
        }
    }

    /** An observer was told by itself, or threw. Of those that were told together, and went well, each would cost more than it says. */
    void attempted(String observer, Outcome outcome) {
        afterCommit(() -> attempts.computeIfAbsent(new Attempt(observers.of(observer), outcome), this::counterOf)
                .increment());
    }

    private Counter counterOf(State state) {
        return Counter.builder("kartra.inbox.deliveries")
                .description("Deliveries that got into this state")
                .tag("state", state.name())
                .register(registry);
    }

    private Counter counterOf(Attempt attempt) {
        return Counter.builder("kartra.inbox.attempts")
                .description("Attempts of observers that were told by themselves, and all that failed")
                .tag("observer", attempt.observer)
                .tag("outcome", attempt.outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private void afterCommit(Runnable count) {
        if (transactions.getResource(PENDING) instanceof Pending pending) {
            pending.counts.add(count);
            return;
        }
        var pending = new Pending();
        pending.counts.add(count);
        transactions.registerInterposedSynchronization(pending);
        transactions.putResource(PENDING, pending);
    }

    /** What is to be counted of one transaction. */
    private static final class Pending implements Synchronization {

        private final List<Runnable> counts = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            // nothing to do yet
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                counts.forEach(Runnable::run);
            }
        }
    }
}
