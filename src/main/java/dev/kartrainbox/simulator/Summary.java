package dev.kartrainbox.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What became of everything that was sent.
 *
 * @param elapsed from the start until now
 * @param outcomes how often each answer came
 * @param surprises what was answered otherwise than promised, how often
 * @param latency how long answers took
 */
record Summary(
        Duration elapsed, SortedMap<String, Count> outcomes, SortedMap<String, Long> surprises, Latency latency) {

    private static final int MOST_SURPRISES = 10;
    private static final double MICROS_PER_MILLI = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    /** How often, and how often of these something else was promised. */
    record Count(long all, long unexpected) {

        static Count of(Answer answer) {
            return new Count(1, answer.isAsExpected() ? 0 : 1);
        }

        Count plus(Count other) {
            return new Count(all + other.all, unexpected + other.unexpected);
        }
    }

    /** In microseconds. */
    record Latency(long median, long p95, long p99, long max) {}

    long sent() {
        return outcomes.values().stream().mapToLong(Count::all).sum();
    }

    /** Whether something was sent, and all of it was answered as promised. */
    boolean isAsExpected() {
        return sent() > 0 && surprises.isEmpty();
    }

    /** For people, without the key. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(speed());
        outcomes.forEach((outcome, count) -> lines.add(line("Answers", outcome, count)));
        addSurprises(lines);
        lines.add(latencies());
        return lines;
    }

    private String speed() {
        double seconds = elapsed.toNanos() / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, "Sent      %d in %.1f s, %.0f per second", sent(), seconds, sent() / seconds);
    }

    private static String line(String head, String outcome, Count count) {
        var unexpected = count.unexpected() == 0 ? "" : ", of which " + count.unexpected() + " unexpected";
        return String.format(Locale.ROOT, "%-9s %s: %d%s", head, outcome, count.all(), unexpected);
    }

    private void addSurprises(List<String> lines) {
        surprises.entrySet().stream()
                .limit(MOST_SURPRISES)
                .forEach(surprise -> lines.add(
                        String.format(Locale.ROOT, "%-9s %s: %d", "Expected", surprise.getKey(), surprise.getValue())));
        if (surprises.size() > MOST_SURPRISES) {
            lines.add(String.format(Locale.ROOT, "          and %d more kinds", surprises.size() - MOST_SURPRISES));
        }
    }

    private String latencies() {
        return String.format(
                Locale.ROOT,
                "Latency   p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms",
                latency.median() / MICROS_PER_MILLI,
                latency.p95() / MICROS_PER_MILLI,
                latency.p99() / MICROS_PER_MILLI,
                latency.max() / MICROS_PER_MILLI);
    }
}
