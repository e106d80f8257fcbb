package dev.kartrainbox.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the registry of meters: whoever counts something injects it as a {@code MeterRegistry}. */
@ApplicationScoped
class Metrics {

    /** Not in a scope with proxies: the class has no constructor for one. */
    @Produces
    @Singleton
    PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        countProcessorTime(registry);
        return registry;
    }

    /** Micrometer's own binder asks a class of the JDK that WildFly shows to no application. */
    private static void countProcessorTime(MeterRegistry registry) {
        FunctionCounter.builder("process.cpu", ProcessHandle.current(), Metrics::processorSeconds)
                .description("Processor time that the server's process has used")
                .baseUnit("seconds")
                .register(registry);
    }

    private static double processorSeconds(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    void close(@Disposes PrometheusMeterRegistry registry) {
        registry.close();
    }
}
