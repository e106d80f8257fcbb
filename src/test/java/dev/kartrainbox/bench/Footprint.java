package dev.kartrainbox.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How much memory it takes for a while at a steady rate. */
final class Footprint {

    private static final double RATE = 1000;
    private static final double WANTED = 700;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Bench bench;

    Footprint(Bench bench) {
        this.bench = bench;
    }

    void measure(Rig rig) {
        rig.awaitNothingWaiting();
        var wrk = bench.freshLoad(rig, RATE * bench.longTime.toSeconds() * 1.2);
        var load = CompletableFuture.supplyAsync(
                () -> wrk.atRate(RATE, bench.longTime).allKept());
        var resident = residentUntilDone(load, rig);
        var circumstances = "%d minutes at %,.0f/s"
                .formatted(bench.longTime.toMinutes(), load.join().perSecond());
        int half = resident.size() / 2;
        bench.report.add("resident memory (RSS)", circumstances, "MiB", new Series(resident));
        bench.report.add(
                "resident memory (RSS), first half", circumstances, "MiB", new Series(resident.subList(0, half)));
        bench.report.add(
                "resident memory (RSS), second half",
                circumstances,
                "MiB",
                new Series(resident.subList(half, resident.size())));
        bench.report.add(
                "heap after collection",
                "afterwards",
                "MiB",
                new Series(List.of(rig.server().heapAfterCollection() / 1024.0 / 1024)));
        bench.report.atMost("resident memory in MiB at most, " + circumstances, new Series(resident).most(), WANTED);
    }

    private static List<Double> residentUntilDone(CompletableFuture<?> load, Rig rig) {
        var status = Path.of("/proc", String.valueOf(rig.server().pid()), "status");
        var resident = new ArrayList<Double>();
        while (true) {
            try {
                load.get(INTERVAL.toSeconds(), TimeUnit.SECONDS);
                return resident;
            } catch (TimeoutException underWay) {
                resident.add(Double.parseDouble(Machine.value(status, "VmRSS").split(" ")[0]) / 1024);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
