package dev.kartrainbox.monitoring;

import dev.kartrainbox.dispatch.Dispatcher;
import dev.kartrainbox.inbox.LabelValues;
import dev.kartrainbox.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Numbers that are seen, and not counted: as the vitals saw them last. What could not be seen is NaN, which no alert takes for large;
 * of a series that names somebody, or that this database does not have, there is none.
 */
@ApplicationScoped
public class SampledMeters {

    private static final int MOST_OBSERVERS = 200;

    @Inject
    MeterRegistry registry;

    @Inject
    Vitals vitals;

    @Inject
    Dispatcher dispatcher;

    @Inject
    Settings settings;

    private final LabelValues observers = new LabelValues(MOST_OBSERVERS);
    private MultiGauge tasks;
    private MultiGauge snapshot;

    @PostConstruct
    void register() {
        gauge(
                "backlog.deliveries",
                "",
                "Deliveries that wait to be told, counted up to " + Backlog.MOST,
                () -> seen(vitals.waiting(), Backlog.Waiting::deliveries));
        gauge(
                "backlog.overdue",
                "seconds",
                "For how long the first of them could have been told already",
                () -> seen(vitals.waiting().map(Backlog.Waiting::overdue), SampledMeters::seconds));
        gauge(
                "journal.deliveries",
                "",
                "Notifications that are kept, but not in the database yet",
                () -> seen(vitals.journal(), journal -> journal.standing().journalRecords()));
        gauge(
                "journal",
                "bytes",
                "Size of the journal",
                () -> seen(vitals.journal(), journal -> journal.standing().journalBytes()));
        gauge(
                "database.up",
                "",
                "1 if the database could keep something, else 0",
                () -> vitals.databaseAnswers() ? 1 : 0);
        gauge("workers", "", "Workers that tell observers, without those that hang", dispatcher::running);
        gauge("workers.configured", "", "Workers that there should be", settings::workers);
        gauge("workers.hanging", "", "Workers that hang in an observer and were replaced", dispatcher::hanging);
        tasks = MultiGauge.builder("kartra.inbox.tasks")
                .description(
                        "Deliveries that an observer owes something: open ones are tried again, parked ones wait for an operator")
                .register(registry);
        snapshot = MultiGauge.builder("kartra.inbox.database.oldest.snapshot")
                .description(
                        "Age of the oldest transaction of the database that keeps deleted rows from being cleared away")
                .baseUnit("seconds")
                .register(registry);
    }

    private void gauge(String name, String unit, String description, Supplier<Number> value) {
        Gauge.builder("kartra.inbox." + name, value)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .register(registry);
    }

    private static <T> Number seen(Optional<T> seen, Function<T, Number> number) {
        return seen.map(number).orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Brings those up to date whose labels come and go. */
    void refresh() {
        var sums = vitals.tasks().stream()
                .collect(Collectors.groupingBy(
                        count -> Tags.of("observer", observers.of(count.observer()), "state", count.state()),
                        Collectors.summingLong(OwedTasks.Count::tasks)));
        tasks.register(
                sums.entrySet().stream()
                        .map(sum -> Row.of(sum.getKey(), sum.getValue()))
                        .collect(Collectors.toList()),
                true);
        snapshot.register(
                vitals.oldestSnapshot().stream()
                        .map(age -> Row.of(Tags.empty(), seconds(age)))
                        .collect(Collectors.toList()),
                true);
    }
}
