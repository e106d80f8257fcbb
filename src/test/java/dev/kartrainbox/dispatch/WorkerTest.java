package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {

    private final Hints hints = new Hints(1);
    private final FakeTelling telling = new FakeTelling();
    private final FakeNarrowing narrowing = new FakeNarrowing();
    private final Suspects suspects = new Suspects();
    private final InHandFile inHand = InHandFile.inMemory(1);
    private final Hand hand = new Hand(inHand, 0);

    @Test
    void tellsWhatIsDueInEveryLane() {
        var due = IntStream.range(0, Lane.COUNT).mapToObj(telling::due).toList();

        work();

        assertThat(telling.told).containsExactlyInAnyOrderElementsOf(due);
        assertThat(narrowing.noted).isEmpty();
    }

    @Test
    void comesBackToALaneUntilNothingIsLeft() {
        var first = telling.due(5);
        var second = telling.due(5);
        var third = telling.due(5);

        work();

        assertThat(telling.told).containsExactly(first, second, third);
    }

    @Test
    void hasAFailureSettledAgainstWhatIsInHandAndGoesOn() {
        var failing = telling.due(5);
        var others = List.of(telling.due(4), telling.due(6));
        var failure = new IllegalStateException("of an observer");
        telling.failing = claim -> {
            if (claim.equals(failing)) {
                throw failure;
            }
        };

        work();

        assertThat(narrowing.noted).containsExactly(failing);
        assertThat(narrowing.failure).isSameAs(failure);
        assertThat(telling.told).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void hasAnErrorOfAnObserverSettledLikeAnyOtherFailure() {
        var failing = telling.due(5);
        var other = telling.due(6);
        telling.failing = claim -> {
            if (claim.equals(failing)) {
                throw new NoClassDefFoundError("of an observer");
            }
        };

        work();

        assertThat(narrowing.noted).containsExactly(failing);
        assertThat(telling.told).containsExactly(other);
    }

    @Test
    void blamesNobodyWhenTheDatabaseIsAway() {
        var due = telling.due(5);
        telling.awayFor = 3;

        work();

        assertThat(narrowing.noted).isEmpty();
        assertThat(telling.told).containsExactly(due);
    }

    @Test
    void doesNotBlameADeliveryThatIsDoneForWhatComesAfterIt() {
        var done = telling.due(5);
        telling.awayAfter = done;

        work();

        assertThat(telling.told).containsExactly(done);
        assertThat(narrowing.noted).isEmpty();
    }

    @Test
    void goesOnWhenAFailureCannotBeSettled() {
        var failing = telling.due(5);
        telling.failing = claim -> {
            throw new IllegalStateException("of an observer");
        };
        narrowing.away = true;

        work();

        assertThat(narrowing.noted).containsExactly(failing);
        assertThat(telling.rounds).isGreaterThan(1);
    }

    @Test
    void settlesNothingOnceItIsWrittenOff() {
        var due = List.of(telling.due(5), telling.due(6));
        telling.failing = claim -> {
            writeOff();
            throw new IllegalStateException("the transaction is gone");
        };
        narrowing.hand = hand;

        work();

        assertThat(narrowing.noted).isEmpty();
        assertThat(telling.told).isEmpty();
        assertThat(telling.lanes).as("what it has not taken").hasSize(1);
        assertThat(due).contains(hand.work().orElseThrow());
    }

    @Test
    void endsOnceItIsWrittenOffThoughWhatHungWentWellAfterAll() {
        telling.due(5);
        telling.due(6);
        telling.failing = claim -> writeOff();

        work();

        assertThat(telling.told).hasSize(1);
        assertThat(telling.lanes).as("what it has not taken").hasSize(1);
    }

    @Test
    void hasWhatIsBlamedNotedInsteadOfTellingIt() {
        var blamed = telling.due(5);
        var failure = new IllegalStateException("hung");
        suspects.blame(blamed.marks().get(0), failure);

        work();

        assertThat(narrowing.failure).isSameAs(failure);
        assertThat(telling.told).isEmpty();
        assertThatCode(() -> suspects.check(blamed)).doesNotThrowAnyException();
    }

    @Test
    void goesOnBlamingWhereTheFailureCannotBeNoted() {
        var blamed = telling.due(5);
        suspects.blame(blamed.marks().get(0), new IllegalStateException("hung"));
        narrowing.away = true;

        work();

        assertThatThrownBy(() -> suspects.check(blamed)).hasMessage("hung");
    }

    @Test
    void suspectsWhatWentWellNoLonger() {
        var suspect = telling.due(5);
        suspects.blame(suspect.marks().get(0), new ObserverTimedOut("A.on", new StackTraceElement[0], true));
        telling.awayFor = 1; // which is why it hung

        work();

        assertThat(telling.told).containsExactly(suspect);
        assertThatCode(() -> suspects.check(suspect)).doesNotThrowAnyException();
    }

    private void writeOff() {
        hand.workedBy(Thread.currentThread());
        hand.writeOffBeyond(Duration.ZERO, System.nanoTime());
    }

    @Test
    void startsNothingOnceItIsOver() {
        telling.due(5);
        hints.end();

        work();

        assertThat(telling.told).isEmpty();
    }

    /** Returns when it has found nothing due. */
    private void work() {
        hints.give(1);
        new Worker(telling, narrowing, new Drift(), hints, suspects, hand).run();
    }

    /** Lanes with claims in them; ends the worker as soon as they are empty. */
    private final class FakeTelling extends Telling {

        private final TreeMap<Integer, List<Work>> lanes = new TreeMap<>();
        private final List<Work> told = new ArrayList<>();
        private Consumer<Work> failing = claim -> {};
        private Work awayAfter;
        private int awayFor;
        private int rounds;

        Work due(int lane) {
            var claim = new Owed(lane, UUID.randomUUID(), "A.on", 0);
            lanes.computeIfAbsent(lane, empty -> new ArrayList<>()).add(claim);
            return claim;
        }

        @Override
        public OptionalInt next(int fromLane, Consumer<Work> inHand) {
            rounds++;
            if (awayFor > 0) {
                awayFor--;
                hints.give(1);
                throw new IllegalStateException("no connection");
            }
            if (awayAfter != null && told.contains(awayAfter)) {
                hints.end();
                throw new IllegalStateException("no connection");
            }
            if (lanes.isEmpty()) {
                hints.end();
                return OptionalInt.empty();
            }
            var lane = lanes.ceilingEntry(fromLane);
            if (lane == null) {
                return OptionalInt.empty();
            }
            var claim = lane.getValue().remove(0);
            if (lane.getValue().isEmpty()) {
                lanes.remove(lane.getKey());
            }
            inHand.accept(claim);
            failing.accept(claim);
            told.add(claim);
            return OptionalInt.of(lane.getKey());
        }
    }

    private final class FakeNarrowing extends Narrowing {

        private final List<Work> noted = new ArrayList<>();
        private Throwable failure;
        private boolean away;
        private Hand hand;

        @Override
        void narrow(Work work, Throwable failure) {
            if (hand != null) {
                hand.begin();
            }
            noted.add(work);
            this.failure = failure;
            if (away) {
                hints.give(1);
                throw new IllegalStateException("no connection");
            }
        }
    }
}
