package dev.kartrainbox.bench;

/** The same on H2, as it is without any configuration. */
final class OnH2 {

    private static final int BACKLOG = 20_000;

    private final Bench bench;

    OnH2(Bench bench) {
        this.bench = bench;
    }

    void measure() {
        var keep = new Keep(bench);
        try (var rig = Rig.onH2(0)) {
            keep.over(32, rig, "keep, on H2");
            keep.over(64, rig, "keep, on H2");
        }
        try (var rig = Rig.onH2(Bench.WORKERS)) {
            rig.dispatch(bench.notifications(BACKLOG)); // to warm up
            new Dispatch(bench).of(BACKLOG, rig, "dispatch, on H2");
        }
    }
}
