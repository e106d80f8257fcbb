package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class KeepWriterTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path journal;

    @Test
    void writesWhatArrivesTogetherInOneTransaction() {
        var keeping = new FakeKeeping();
        var keeps = keeps(100);

        write(keeping, keeps);

        assertThat(keeping.committed()).containsExactly(deliveriesOf(keeps));
    }

    @Test
    void writesNoMoreThanTwoHundredAndFiftySixAtOnceAndKeepsTheirOrder() {
        var keeping = new FakeKeeping();
        var keeps = keeps(600);

        write(keeping, keeps);

        assertThat(keeping.committed()).hasSize(3).allMatch(batch -> batch.size() <= 256);
        assertThat(keeping.kept()).isEqualTo(deliveriesOf(keeps));
    }

    @Test
    void confirmsEachWithItsDelivery() {
        var keeps = keeps(3);

        write(new FakeKeeping(), keeps);

        assertThat(keeps).allSatisfy(keep -> assertThat(keep.done()).isCompletedWithValue(keep.delivery()));
    }

    @Test
    void confirmsNothingBeforeItIsCommitted() {
        var confirmedTooEarly = new ArrayList<Delivery>();
        var keeping = new FakeKeeping(batch -> batch.stream()
                .filter(keep -> keep.done().isDone())
                .map(Keep::delivery)
                .forEach(confirmedTooEarly::add));
        var keeps = keeps(100);

        write(keeping, keeps);

        assertThat(confirmedTooEarly).isEmpty();
        assertThat(keeps).allMatch(keep -> keep.done().isDone());
    }

    @Test
    void gathersWhatArrivesWhileItWrites() throws Exception {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var keeping = new FakeKeeping(batch -> {
            writing.countDown();
            await(goOn);
        });
        var writer = writer(keeping, kept -> {});
        var first = keeps(1);
        var meanwhile = keeps(50);

        writer.add(first.get(0));
        writer.start(Threads.thatRun());
        assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();
        meanwhile.forEach(writer::add);
        goOn.countDown();
        writer.stop();

        assertThat(keeping.committed()).containsExactly(deliveriesOf(first), deliveriesOf(meanwhile));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505"})
    void letsOneCulpritAmongManyNotSinkTheOthers(String state) {
        var keeps = keeps(256);
        var culprit = keeps.get(100).delivery();
        var keeping = new FakeKeeping(batch -> refuse(batch, culprit, state));

        write(keeping, keeps);

        assertThat(keeps).allSatisfy(keep -> assertThat(keep.done()).isCompletedWithValue(keep.delivery()));
        assertThat(keeping.kept()).containsExactlyElementsOf(deliveriesOf(keeps));
        assertThat(keeping.kept()).filteredOn(delivery -> delivery != culprit).allMatch(Delivery::isWaiting);
    }

    @Test
    void keepsACulpritInQuarantineWithItsExtractsEmpty() {
        var keeps = keeps(2);
        var culprit = keeps.get(1).delivery();
        var keeping = new FakeKeeping(batch -> refuse(batch, culprit, "22021"));

        write(keeping, keeps);

        assertThat(keeping.kept()).contains(culprit);
        assertThat(culprit.state()).isEqualTo(State.QUARANTINED);
        assertThat(culprit.action()).isEmpty();
        assertThat(culprit.leadId()).isEmpty();
        assertThat(culprit.leadEmail()).isEmpty();
        assertThat(culprit.leadKey()).isEqualTo("d:" + culprit.id());
        assertThat(culprit.lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("22021").doesNotContain("mira@example.org"));
    }

    @Test
    void failsACulpritAloneThatIsRefusedEvenWithoutItsExtracts() {
        var keeps = keeps(5);
        var culprit = keeps.get(2);
        var keeping = new FakeKeeping(batch -> {
            if (batch.contains(culprit)) {
                throw new SQLException("refused", "23505");
            }
        });

        write(keeping, keeps);

        assertThat(culprit.done()).isCompletedExceptionally();
        assertThat(keeps)
                .filteredOn(keep -> keep != culprit)
                .allSatisfy(keep -> assertThat(keep.done()).isCompletedWithValue(keep.delivery()));
    }

    @Test
    void writesWhatIsWaitingBeforeItStops() {
        var keeping = new FakeKeeping();
        var writer = writer(keeping, kept -> {});
        var keeps = keeps(1000);
        keeps.forEach(writer::add);

        writer.start(Threads.thatRun());
        writer.stop();

        assertThat(keeping.kept()).isEqualTo(deliveriesOf(keeps));
        assertThat(keeps).allMatch(keep -> keep.done().isDone());
    }

    @Test
    void finishesATransactionInHandUndisturbed() throws Exception {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var keeping = new FakeKeeping(batch -> {
            writing.countDown();
            await(goOn);
            interrupted.set(Thread.interrupted());
        });
        var writer = writer(keeping, kept -> {});
        var keep = keeps(1).get(0);
        writer.add(keep);
        writer.start(Threads.thatRun());
        assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();

        var stop = new Thread(writer::stop);
        stop.start();
        while (stop.getState() != Thread.State.TIMED_WAITING) { // until it waits for the writer
            Thread.onSpinWait();
        }
        goOn.countDown();
        stop.join();

        assertThat(interrupted).isFalse();
        assertThat(keep.done()).isCompletedWithValue(keep.delivery());
    }

    @Test
    void failsAtOnceWhatComesAfterTheStop() {
        var keeping = new FakeKeeping();
        var writer = writer(keeping, kept -> {});
        writer.start(Threads.thatRun());
        writer.stop();
        var late = keeps(1).get(0);

        writer.add(late);

        assertThat(late.done()).isCompletedExceptionally();
        assertThat(keeping.kept()).isEmpty();
    }

    @Test
    void tellsHowManyWereCommitted() {
        var hints = new ArrayList<Kept>();

        write(new FakeKeeping(), keeps(7), hints::add);

        assertThat(hints).containsExactly(new Kept(7));
    }

    @Test
    void tellsNothingOfWhatWasNotCommitted() {
        var hints = new ArrayList<Kept>();

        write(
                new FakeKeeping(batch -> {
                    throw new SQLException("away", "08006");
                }),
                keeps(7),
                hints::add);

        assertThat(hints).isEmpty();
    }

    @Test
    void goesOnAfterAHintThatFails() {
        var writer = writer(new FakeKeeping(), kept -> {
            throw new NoClassDefFoundError("of somebody's observer");
        });
        var first = keeps(1).get(0);
        var next = keeps(1).get(0);

        writer.start(Threads.thatRun());
        writer.add(first);
        assertThat(first.done()).succeedsWithin(SOON);
        writer.add(next);

        assertThat(next.done()).succeedsWithin(Duration.ofSeconds(5));
        writer.stop();
    }

    private void write(Keeping keeping, List<Keep> keeps) {
        write(keeping, keeps, kept -> {});
    }

    /** All of them are there before the writer starts; returns when it is through. */
    private void write(Keeping keeping, List<Keep> keeps, Consumer<Kept> committed) {
        var writer = writer(keeping, committed);
        keeps.forEach(writer::add);
        writer.start(Threads.thatRun());
        writer.stop();
    }

    /** Of a node whose database is there. */
    private KeepWriter writer(Keeping keeping, Consumer<Kept> committed) {
        var outage = new Outage(Clock.systemUTC(), journal);
        var unused = new Journal(new JournalDirectory(journal), new DiskFloor(journal, 0), outage, 1);
        try {
            unused.end(0, 0, rest -> {});
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        var attempts = new Attempts(keeping, Threads.thatRun(), Duration.ofSeconds(30));
        return new KeepWriter("writer", attempts, unused, outage, committed);
    }

    private static List<Keep> keeps(int count) {
        return Keeps.some(count);
    }

    private static List<Delivery> deliveriesOf(List<Keep> keeps) {
        return keeps.stream().map(Keep::delivery).toList();
    }

    private static void refuse(List<Keep> batch, Delivery culprit, String state) throws SQLException {
        if (batch.stream().map(Keep::delivery).anyMatch(culprit::equals)
                && culprit.action().isPresent()) {
            throw new BatchUpdateException("Failing row contains (mira@example.org)", state, 0, new int[0]);
        }
    }

    /** Whatever happens meanwhile, an interrupt included. */
    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
