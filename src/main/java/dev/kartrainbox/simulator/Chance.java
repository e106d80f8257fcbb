package dev.kartrainbox.simulator;

import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Dice that fall the same for the same seed, on every Java: {@link Random} promises its numbers, newer generators do not. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /** Other dice, so that throwing these more often changes nothing there. */
    Chance another() {
        return new Chance(random.nextLong());
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From 1 on. */
    int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    boolean happens(double percent) {
        return percent() < percent;
    }

    /** From 0 to just below 100. */
    double percent() {
        return random.nextDouble() * 100;
    }

    <T> T oneOf(List<T> these) {
        return these.get(random.nextInt(these.size()));
    }

    /** One of these, more often the heavier it is. */
    <T> T oneOf(List<T> these, ToIntFunction<T> weight) {
        int left = random.nextInt(these.stream().mapToInt(weight).sum());
        for (var candidate : these) {
            left -= weight.applyAsInt(candidate);
            if (left < 0) {
                return candidate;
            }
        }
        throw new IllegalStateException("weights are not the same twice");
    }
}
