package dev.kartrainbox.bench;

import dev.kartrainbox.simulator.Outgoing;
import java.util.ArrayList;
import java.util.List;

/** How fast notifications are kept: posted, committed and answered. */
final class Keep {

    static final List<Integer> CONNECTIONS = List.of(1, 8, 32, 64, 128);

    private static final int BATCH = 256;

    /** Where a server with nothing else to do has to be nearly as fast as the database. */
    private static final List<Integer> BUSY = List.of(32, 64);

    private final Bench bench;

    Keep(Bench bench) {
        this.bench = bench;
    }

    /** Beside the reference, in turns: what else a machine does changes from minute to minute. */
    void whileNothingIsProcessed(Rig rig) {
        bench.warmUp(rig);
        var reference = new Reference(
                rig.database(),
                bench.notifications(2000).stream().map(Outgoing::body).toList());
        reference.singleRows(32, bench.time);
        for (int connections : CONNECTIONS) {
            var alone = new ArrayList<Double>();
            var loads = bench.repeated(() -> {
                alone.add(reference.singleRows(connections, bench.time));
                return bench.load(rig).atFullSpeed(connections, bench.time).allKept();
            });
            bench.reference(connections, add("reference: single rows", connections, new Series(alone)));
            bench.keep(connections, add("keep", Bench.over(connections), loads));
            compare(connections, loads);
        }
        add(
                "reference: batches of " + BATCH,
                2,
                new Series(bench.repeated(() -> reference.batches(2, bench.time, BATCH))));
        reference.drop();
    }

    private void compare(int connections, List<Wrk.Load> loads) {
        if (BUSY.contains(connections)) {
            bench.report.atLeast(
                    "keep ÷ reference, " + Bench.over(connections),
                    bench.keep(connections) / bench.reference(connections),
                    0.8);
        }
        if (connections == BUSY.get(0)) {
            var over = Bench.over(connections);
            bench.report.atMost(
                    "keep, " + over + ": p50 in ms",
                    Series.millis(loads, Wrk.Load::p50).median(),
                    5);
            bench.report.atMost(
                    "keep, " + over + ": p99 in ms",
                    Series.millis(loads, Wrk.Load::p99).median(),
                    25);
        }
    }

    void whileAllIsProcessed(Rig rig) {
        bench.warmUp(rig);
        for (int connections : CONNECTIONS) {
            var loads = bench.repeated(
                    () -> bench.load(rig).atFullSpeed(connections, bench.time).allKept());
            double perSecond = add("keep, while all is processed", Bench.over(connections), loads);
            if (BUSY.contains(connections)) {
                bench.report.atLeast(
                        "keep while all is processed ÷ keep, " + Bench.over(connections),
                        perSecond / bench.keep(connections),
                        0.5);
            }
        }
    }

    /** Over one number of connections, in circumstances that others set; the median of requests a second. */
    double over(int connections, Rig rig, String what) {
        bench.warmUp(rig);
        return add(
                what,
                Bench.over(connections),
                bench.repeated(() ->
                        bench.load(rig).atFullSpeed(connections, bench.time).allKept()));
    }

    private double add(String what, int connections, Series series) {
        return bench.report.add(what, Bench.over(connections), "/s", series);
    }

    private double add(String what, String circumstances, List<Wrk.Load> loads) {
        bench.report.add(what + ": p50", circumstances, "ms", Series.millis(loads, Wrk.Load::p50));
        bench.report.add(what + ": p99", circumstances, "ms", Series.millis(loads, Wrk.Load::p99));
        bench.report.add(what + ": p99.9", circumstances, "ms", Series.millis(loads, Wrk.Load::p999));
        return bench.report.add(what, circumstances, "/s", Series.of(loads, Wrk.Load::perSecond));
    }
}
