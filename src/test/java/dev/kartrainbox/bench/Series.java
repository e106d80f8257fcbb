package dev.kartrainbox.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The same measured several times. */
record Series(List<Double> values) {

    Series {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    static <T> Series of(List<T> runs, Function<T, Double> figure) {
        return new Series(runs.stream().map(figure).toList());
    }

    static <T> Series millis(List<T> runs, Function<T, Duration> figure) {
        return of(runs, run -> figure.apply(run).toNanos() / 1e6);
    }

    double median() {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return stream().min().orElseThrow();
    }

    double most() {
        return stream().max().orElseThrow();
    }

    private DoubleStream stream() {
        return values.stream().mapToDouble(Double::doubleValue);
    }
}
