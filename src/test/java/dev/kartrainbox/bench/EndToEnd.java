package dev.kartrainbox.bench;

import dev.kartrainbox.Sender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How much it can do for hours, and how long it takes from the POST to the mirror at half of that. */
final class EndToEnd {

    private static final double FIRST_RATE = 400;
    private static final double STEP = 1.1;

    private final Bench bench;

    EndToEnd(Bench bench) {
        this.bench = bench;
    }

    void measure(Rig rig) {
        double rate = highestSteadyRate(rig);
        bench.report.add("end to end: highest steady rate", "in steps of a tenth", "/s", new Series(List.of(rate)));
        var runs = bench.repeated(() -> probedAt(rate / 2, rig));
        limit("p50", 20, Series.millis(runs, took -> Probe.percentile(took, 50)));
        limit("p99", 200, Series.millis(runs, took -> Probe.percentile(took, 99)));
    }

    private void limit(String percentile, double limit, Series series) {
        bench.report.atMost(
                "POST to PROCESSED at half of the highest steady rate: " + percentile + " in ms",
                bench.report.add("POST to PROCESSED: " + percentile, "at half of that", "ms", series),
                limit);
    }

    /** The highest at which no more waits at the end than came in the last second. */
    private double highestSteadyRate(Rig rig) {
        double steady = 0;
        for (double rate = FIRST_RATE; ; rate *= STEP) {
            rig.awaitNothingWaiting();
            var time = bench.time.multipliedBy(2);
            var load = bench.freshLoad(rig, rate * time.toSeconds() * 1.2)
                    .atRate(rate, time)
                    .allKept();
            if (rig.waiting() > load.perSecond() || load.perSecond() <= steady) {
                return steady;
            }
            steady = load.perSecond();
        }
    }

    private List<Duration> probedAt(double rate, Rig rig) {
        rig.awaitNothingWaiting();
        var time = bench.time.multipliedBy(3);
        var wrk = bench.freshLoad(rig, rate * time.toSeconds() * 1.2);
        var load = CompletableFuture.runAsync(
                () -> wrk.atRate(rate, time.plusSeconds(1)).allKept());
        var took = new Probe(new Sender(rig.server().url()), rig.database()).measure(time);
        load.join();
        return took;
    }
}
