package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final Claim CLAIM = new Claim(new UUID(1, 1), 7, 0, false);

    private final Hints hints = new Hints(1);
    private final List<Claim> noted = new ArrayList<>();

    @Test
    void goesRoundAllLanesFromWhereverItBegins() {
        var asked = new ArrayList<Integer>();
        var worker = worker((from, inHand) -> {
            asked.add(from);
            if (asked.size() == Lane.COUNT) {
                hints.end();
            }
            return OptionalInt.of(from);
        });

        worker.run();

        assertThat(asked).doesNotHaveDuplicates().hasSize(Lane.COUNT);
    }

    @Test
    void notesAFailureAgainstTheDeliveryInHandAndGoesOn() {
        var steps = new ArrayList<Integer>();
        var worker = worker((from, inHand) -> {
            steps.add(from);
            if (steps.size() == 1) {
                inHand.accept(CLAIM);
                throw new AssertionError("an observer's Error counts like an exception");
            }
            hints.end();
            return OptionalInt.empty();
        });

        worker.run();

        assertThat(noted).containsExactly(CLAIM);
        assertThat(steps).hasSizeGreaterThan(1);
    }

    @Test
    void notesNothingAndGoesOnWhenTheDatabaseFailsBeforeAnythingIsInHand() {
        var steps = new ArrayList<Integer>();
        hints.give(1); // so that it does not wait for the sweep
        var worker = worker((from, inHand) -> {
            steps.add(from);
            if (steps.size() == 1) {
                throw new IllegalStateException("the database is away");
            }
            hints.end();
            return OptionalInt.empty();
        });

        worker.run();

        assertThat(noted).isEmpty();
        assertThat(steps).hasSizeGreaterThan(1);
    }

    @Test
    void survivesThatAFailureCannotBeNoted() {
        var steps = new ArrayList<Integer>();
        hints.give(1);
        var telling = telling((from, inHand) -> {
            steps.add(from);
            if (steps.size() > 1) {
                hints.end();
                return OptionalInt.empty();
            }
            inHand.accept(CLAIM);
            throw new IllegalStateException("failed");
        });
        var failures = new Failures() {
            @Override
            public void note(Claim claim, Throwable failure) {
                throw new IllegalStateException("the database is away");
            }
        };

        new Worker(telling, failures, hints).run();

        assertThat(steps).hasSizeGreaterThan(1);
    }

    private Worker worker(Step step) {
        var failures = new Failures() {
            @Override
            public void note(Claim claim, Throwable failure) {
                noted.add(claim);
            }
        };
        return new Worker(telling(step), failures, hints);
    }

    private static Telling telling(Step step) {
        return new Telling() {
            @Override
            public OptionalInt next(int fromLane, Consumer<Claim> inHand) {
                return step.from(fromLane, inHand);
            }
        };
    }

    private interface Step {
        OptionalInt from(int lane, Consumer<Claim> inHand);
    }
}
