package dev.kartrainbox.monitoring;

import dev.kartrainbox.dispatch.Dispatcher;
import dev.kartrainbox.inbox.Standing;
import dev.kartrainbox.settings.StandardSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The servlet with the registry that the application makes, and vitals that a test decides. */
final class MeteredMonitoring {

    final MetricsServlet servlet = new MetricsServlet();
    boolean databaseAnswers = true;
    Optional<Vitals.Journal> journal = Optional.of(new Vitals.Journal(true, new Standing(Optional.empty(), 12, 3456)));
    Optional<Backlog.Waiting> waiting = Optional.of(new Backlog.Waiting(3, false, Duration.ofMillis(7500)));
    List<OwedTasks.Count> tasks = List.of(new OwedTasks.Count("Witness.on(KartraEvent)", "parked", 2));
    Optional<Duration> snapshotAge = Optional.of(Duration.ofSeconds(90));

    MeteredMonitoring() {
        servlet.settings = StandardSettings.in(Path.of("data"));
        servlet.registry = new Metrics().registry();
        servlet.sampled = new SampledMeters();
        servlet.sampled.registry = servlet.registry;
        servlet.sampled.settings = servlet.settings;
        servlet.sampled.dispatcher = new Dispatcher() {
            @Override
            public int running() {
                return 3;
            }

            @Override
            public int hanging() {
                return 1;
            }
        };
        servlet.sampled.vitals = new Vitals() {
            @Override
            boolean databaseAnswers() {
                return databaseAnswers;
            }

            @Override
            Optional<Journal> journal() {
                return journal;
            }

            @Override
            Optional<Backlog.Waiting> waiting() {
                return waiting;
            }

            @Override
            List<OwedTasks.Count> tasks() {
                return tasks;
            }

            @Override
            Optional<Duration> oldestSnapshot() {
                return snapshotAge;
            }
        };
        servlet.sampled.register();
    }

    /** What the servlet tells this machine. */
    String scrape() {
        var exchange = FakeExchange.of("GET", "/metrics");
        servlet.service(exchange.request(), exchange.response());
        return exchange.body();
    }
}
