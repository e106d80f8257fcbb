package dev.kartrainbox.bench;

import dev.kartrainbox.PostgreSql;
import org.junit.jupiter.api.Test;

/**
 * How fast it is, beside what the database does by itself on the same machine in the same minutes. Fails where something was
 * not kept or not processed, and never for being slow: what it measured is in {@code target/benchmark}.
 */
class BenchmarkIT {

    @Test
    void measures() {
        var bench = new Bench();
        if (bench.has("keep")) {
            keep(bench);
        }
        if (bench.has("dispatch") || bench.has("end-to-end") || bench.has("memory")) {
            process(bench);
        }
        if (bench.has("growth")) {
            new Growth(bench).measure();
        }
        if (bench.has("journal")) {
            new WithoutDatabase(bench).measure();
        }
        if (bench.has("start")) {
            new Start(bench).measure();
        }
        if (bench.has("h2")) {
            new OnH2(bench).measure();
        }
    }

    private static void keep(Bench bench) {
        var keep = new Keep(bench);
        try (var postgresql = PostgreSql.named("benchmark-keep").start();
                var rig = Rig.on(postgresql, 0)) {
            keep.whileNothingIsProcessed(rig);
        }
        try (var postgresql = PostgreSql.named("benchmark-keep-processing").start();
                var rig = Rig.on(postgresql, Bench.WORKERS)) {
            keep.whileAllIsProcessed(rig);
        }
    }

    private static void process(Bench bench) {
        try (var postgresql = PostgreSql.named("benchmark-dispatch").start();
                var rig = Rig.on(postgresql, Bench.WORKERS)) {
            var dispatch = new Dispatch(bench);
            dispatch.warmUp(rig);
            if (bench.has("dispatch")) {
                dispatch.measure(rig);
            }
            if (bench.has("end-to-end")) {
                new EndToEnd(bench).measure(rig);
            }
            if (bench.has("memory")) {
                new Footprint(bench).measure(rig);
            }
        }
    }
}
