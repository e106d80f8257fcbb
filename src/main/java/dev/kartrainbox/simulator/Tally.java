package dev.kartrainbox.simulator;

import dev.kartrainbox.simulator.Summary.Count;
import dev.kartrainbox.simulator.Summary.Latency;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts answers as they come, from any thread. */
final class Tally {

    private static final int DIGITS = 3;

    private final long begin = System.nanoTime();
    private final Map<String, Count> outcomes = new TreeMap<>();
    private final Map<String, Long> surprises = new TreeMap<>();
    private final Histogram micros = new Histogram(DIGITS);

    synchronized void add(Answer answer) {
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(answer.latency().toNanos()));
        outcomes.merge(answer.outcome(), Count.of(answer), Count::plus);
        if (!answer.isAsExpected()) {
            surprises.merge(surprise(answer), 1L, Long::sum);
        }
    }

    private static String surprise(Answer answer) {
        var outgoing = answer.outgoing();
        return outgoing.label() + ": " + answer.outcome() + " in place of " + outgoing.expectedStatus();
    }

    synchronized Summary summary() {
        return new Summary(
                Duration.ofNanos(System.nanoTime() - begin),
                new TreeMap<>(outcomes),
                new TreeMap<>(surprises),
                new Latency(percentile(50), percentile(95), percentile(99), micros.getMaxValue()));
    }

    private long percentile(int percent) {
        return micros.getValueAtPercentile(percent);
    }
}
