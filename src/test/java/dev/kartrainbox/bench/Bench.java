package dev.kartrainbox.bench;

import dev.kartrainbox.simulator.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What all measurements of a run have in common: how long and how often, what is sent, where figures go. */
final class Bench {

    /** Those of the settings that operators have unless they say otherwise. */
    static final int WORKERS = 4;

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration MOST_WARM_UP = Duration.ofMinutes(2);
    private static final int ROUNDS_WITHOUT_GAIN = 3;
    private static final double GAIN = 1.03;
    private static final int LEADS = 10_000;
    private static final int BODIES = 50_000;

    final Report report;

    /** Of one thing at a time, as often as {@link #repeated} says. */
    final Duration time = Duration.ofSeconds(Integer.getInteger("kartra.bench.seconds"));

    /** For what takes its time to show. */
    final Duration longTime = Duration.ofMinutes(Integer.getInteger("kartra.bench.minutes"));

    private final int repetitions = Integer.getInteger("kartra.bench.repetitions");
    private final Set<String> parts =
            Set.of(System.getProperty("kartra.bench.parts").split(","));
    private final Path directory = Path.of(System.getProperty("kartra.bench.directory"));
    private final Stock stock = new Stock(LEADS);
    private final Path bodies;
    private final Map<Integer, Double> reference = new TreeMap<>();
    private final Map<Integer, Double> keep = new TreeMap<>();

    private double dispatch = Double.NaN;

    Bench() {
        Wrk.requireProgram();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report = new Report(directory, Machine.described());
        bodies = stock.write(directory.resolve("bodies"), BODIES);
    }

    /** Whether somebody wants to see this part today. */
    boolean has(String part) {
        return parts.contains("all") || parts.contains(part);
    }

    /** The same several times. */
    <T> List<T> repeated(Supplier<T> measured) {
        return Stream.generate(measured).limit(repetitions).toList();
    }

    /** Notifications that were not sent before. */
    List<Outgoing> notifications(int count) {
        return stock.take(count);
    }

    /** Posts always the same bodies, with other white space: where nobody processes them at once. */
    Wrk load(Rig rig) {
        return new Wrk(rig.url(), bodies);
    }

    /** Posts bodies that were not sent before, up to this many: those of a purchase that is known are not processed again. */
    Wrk freshLoad(Rig rig, double most) {
        return new Wrk(rig.url(), stock.write(directory.resolve("fresh-bodies"), (int) most));
    }

    /**
     * Until it gets no faster, or two minutes are over: what compiles the server's code has little of a busy machine, so after
     * each load it is given the time to end what that has shown it.
     */
    void warmUp(Rig rig) {
        warmUp(rig, () -> load(rig).atFullSpeed(32, WARM_UP).allKept().perSecond());
    }

    /** The same by another load, which tells how fast it went. */
    void warmUp(Rig rig, Supplier<Double> load) {
        long end = System.nanoTime() + MOST_WARM_UP.toNanos();
        double fastest = 0;
        for (int since = 0; since < ROUNDS_WITHOUT_GAIN && System.nanoTime() < end; ) {
            double perSecond = load.get();
            rig.letItCompile(PAUSE);
            since = perSecond > GAIN * fastest ? 0 : since + 1;
            fastest = Math.max(fastest, perSecond);
        }
    }

    /** Rows a second that the database was seen to insert by itself, over so many connections. */
    double reference(int connections) {
        return reference.getOrDefault(connections, Double.NaN);
    }

    void reference(int connections, double perSecond) {
        reference.put(connections, perSecond);
    }

    /** Requests a second that were seen to be kept over so many connections, while nothing was processed. */
    double keep(int connections) {
        return keep.getOrDefault(connections, Double.NaN);
    }

    void keep(int connections, double perSecond) {
        keep.put(connections, perSecond);
    }

    /** Deliveries a second that were seen to be processed. */
    double dispatch() {
        return dispatch;
    }

    void dispatch(double perSecond) {
        dispatch = perSecond;
    }

    static String over(int connections) {
        return connections == 1 ? "1 connection" : connections + " connections";
    }
}
