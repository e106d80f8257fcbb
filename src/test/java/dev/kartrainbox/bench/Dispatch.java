package dev.kartrainbox.bench;

/** How fast what waits is processed: bound, told to observers and mirrored. */
final class Dispatch {

    static final int BACKLOG = 100_000;

    private static final int WARM_UP = 5_000;

    private final Bench bench;

    Dispatch(Bench bench) {
        this.bench = bench;
    }

    /** By dispatching: posting at full speed would leave more waiting than it can process in minutes. */
    void warmUp(Rig rig) {
        bench.warmUp(rig, () -> rig.dispatch(bench.notifications(WARM_UP)));
    }

    void measure(Rig rig) {
        double perSecond = of(BACKLOG, rig, "dispatch");
        bench.report.atLeast("dispatch ÷ reference, " + Bench.over(32), perSecond / bench.reference(32), 0.21);
        bench.dispatch(perSecond);
    }

    /** The median of deliveries a second. */
    double of(int backlog, Rig rig, String what) {
        return bench.report.add(
                what,
                "%,d waiting".formatted(backlog),
                "/s",
                new Series(bench.repeated(() -> rig.dispatch(bench.notifications(backlog)))));
    }
}
