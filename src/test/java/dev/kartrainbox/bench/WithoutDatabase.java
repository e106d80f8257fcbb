package dev.kartrainbox.bench;

import dev.kartrainbox.PostgreSql;

/** How fast notifications are kept in the journal, while the database is away. */
final class WithoutDatabase {

    private static final int CONNECTIONS = 32;

    private final Bench bench;

    WithoutDatabase(Bench bench) {
        this.bench = bench;
    }

    void measure() {
        try (var postgresql = PostgreSql.named("benchmark-journal").start();
                var rig = Rig.on(postgresql, 0)) {
            bench.warmUp(rig);
            postgresql.stop();
            double perSecond = new Keep(bench).over(CONNECTIONS, rig, "keep in the journal");
            bench.report.atLeast(
                    "keep in the journal ÷ keep, " + Bench.over(CONNECTIONS), perSecond / bench.keep(CONNECTIONS), 0.5);
        }
    }
}
