package dev.kartrainbox.intake;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.LabelValues;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.settings.StartOrder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts what is answered, and times keeping. Whoever knows the address chooses the word of the action, but makes no label of it. */
@ApplicationScoped
public class IntakeMeters {

    private static final String NONE = "(none)";
    private static final String OTHER_ACTION = "(other)";
    private static final int MOST_KEYS = 50;

    private static final Set<String> ACTIONS =
            Arrays.stream(Action.values()).map(Action::word).collect(Collectors.toUnmodifiableSet());

    private static final Duration[] KEEP_BUCKETS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    @Inject
    MeterRegistry registry;

    private final Map<Request, Counter> requests = new ConcurrentHashMap<>();
    private final Map<String, Counter> bytes = new ConcurrentHashMap<>();
    private final LabelValues keys = new LabelValues(MOST_KEYS);
    private Timer keep;
    private Counter failures;
    private Counter quarantined;

    /** What is counted apart. */
    private record Request(String action, String key, int answer) {}

    @PostConstruct
    void register() {
        keep = Timer.builder("kartra.inbox.keep")
                .description("From a body having been read to its being on disk, in the database or the journal")
                .serviceLevelObjectives(KEEP_BUCKETS)
                .register(registry);
        failures = Counter.builder("kartra.inbox.keep.failures")
                .description("Bodies of which it could not be confirmed that they are kept")
                .register(registry);
        quarantined = Counter.builder("kartra.inbox.deliveries")
                .description("Deliveries that got into this state")
                .tag("state", State.QUARANTINED.name())
                .register(registry);
    }

    /** What is first seen when it has counted something hides just that from Prometheus: so all is made at the start. */
    void begin(@Observes @Priority(StartOrder.SETTINGS) @Initialized(ApplicationScoped.class) Object start) {
        // made by now
    }

    /** Before a key was found. */
    void answered(int status) {
        count(new Request(NONE, NONE, status));
    }

    /**
     * To a sender with a live key.
     *
     * @param action Kartra's word; null where none was found, or looked for
     * @param length how much of the body was read, in bytes
     */
    void answered(String key, @Nullable String action, int status, int length) {
        var name = keys.of(key);
        count(new Request(labelOf(action), name, status));
        bytes.computeIfAbsent(name, this::bytesOf).increment(length);
    }

    private static String labelOf(@Nullable String action) {
        if (action == null) {
            return NONE;
        }
        return ACTIONS.contains(action) ? action : OTHER_ACTION;
    }

    /** The delivery is on disk, so long after its body was read. */
    void kept(Delivery delivery, Duration took) {
        keep.record(took);
        if (delivery.state() == State.QUARANTINED) {
            quarantined.increment();
        }
    }

    void notKept() {
        failures.increment();
    }

    private void count(Request request) {
        requests.computeIfAbsent(request, this::counterOf).increment();
    }

    private Counter counterOf(Request request) {
        return Counter.builder("kartra.inbox.requests")
                .description(
                        "Requests to the address that Kartra posts to, by Kartra's word, name of the key, and status answered")
                .tag("action", request.action)
                .tag("key", request.key)
                .tag("answer", String.valueOf(request.answer))
                .register(registry);
    }

    private Counter bytesOf(String key) {
        return Counter.builder("kartra.inbox.received")
                .description("Bodies read, whether they were kept or not")
                .baseUnit("bytes")
                .tag("key", key)
                .register(registry);
    }
}
