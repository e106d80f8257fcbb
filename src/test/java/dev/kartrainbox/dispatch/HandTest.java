package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.dispatch.Work.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Claim claim = new Claim(new UUID(0, 1), 5, "i:7", false, false, false);
    private final Claim other = new Claim(new UUID(0, 2), 5, "i:8", false, false, false);
    private final Batch batch = new Batch(List.of(claim, other));
    private InHandFile file;
    private Hand hand;

    @BeforeEach
    void open() throws IOException {
        file = InHandFile.open(directory.resolve("in-hand"), 2);
        hand = new Hand(file, 1);
        hand.workedBy(Thread.currentThread());
    }

    @Test
    void notesWhatIsInItUntilItIsLetGo() throws IOException {
        hand.begin();
        hand.take(batch);

        assertThat(noted()).containsExactly(claim.mark(), other.mark());
        assertThat(hand.work()).contains(batch);
        hand.letGo();
        assertThat(noted()).isEmpty();
        assertThat(hand.work()).isEmpty();
    }

    @Test
    void isNotWrittenOffBeforeTheLimit() {
        hand.begin();
        hand.take(batch);

        assertThat(hand.writeOffBeyond(
                        LIMIT, System.nanoTime() + LIMIT.minusSeconds(1).toNanos()))
                .isEmpty();
        assertThat(hand.isWrittenOff()).isFalse();
    }

    @Test
    void isNotWrittenOffWhereNoTransactionGoesOn() {
        assertThat(hand.writeOffBeyond(LIMIT, later())).isEmpty();
        hand.begin();
        hand.letGo();

        assertThat(hand.writeOffBeyond(LIMIT, later())).isEmpty();
    }

    @Test
    void tellsWhatItHeldAndWhereItsWorkerIsWhenItIsWrittenOff() throws IOException {
        hand.begin();
        hand.take(batch);

        var hang = hand.writeOffBeyond(LIMIT, later()).orElseThrow();

        assertThat(hang.worker()).isEqualTo(Thread.currentThread().getName());
        assertThat(hang.work()).isEqualTo(batch);
        assertThat(hang.told()).isNull();
        assertThat(hang.stack())
                .extracting(StackTraceElement::getMethodName)
                .contains("tellsWhatItHeldAndWhereItsWorkerIsWhenItIsWrittenOff");
        assertThat(noted()).isEmpty();
    }

    @Test
    void isWrittenOffOnce() {
        hand.begin();
        hand.writeOffBeyond(LIMIT, later());

        assertThat(hand.writeOffBeyond(LIMIT, later())).isEmpty();
    }

    @Test
    void takesNothingOnceItIsWrittenOffAndLeavesTheSlotToWhoeverComesNext() throws IOException {
        hand.begin();
        hand.take(batch);
        hand.writeOffBeyond(LIMIT, later());
        var next = new Hand(file, 1);
        next.begin();
        next.take(Batch.of(other));

        assertThatThrownBy(() -> hand.take(batch)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(hand::begin).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> hand.tell(null)).isInstanceOf(CancellationException.class);
        hand.letGo();

        assertThat(noted()).containsExactly(other.mark());
    }

    @Test
    void countsTheTimeOfEachTransactionByItself() {
        hand.begin();
        long begun = System.nanoTime();
        while (System.nanoTime() == begun) {
            Thread.onSpinWait();
        }
        hand.begin();

        assertThat(hand.writeOffBeyond(LIMIT, begun + LIMIT.toNanos())).isEmpty();
    }

    private static long later() {
        return System.nanoTime() + LIMIT.plusSeconds(1).toNanos();
    }

    private List<String> noted() throws IOException {
        return InHandFile.read(directory.resolve("in-hand"));
    }
}
