package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AttemptsTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<Keep> keeps = Keeps.some(3);

    @Test
    void insertInTime() throws Exception {
        var keeping = new FakeKeeping();

        new Attempts(keeping, Threads.thatRun(), Duration.ofSeconds(30)).insert(keeps);

        assertThat(keeping.kept()).hasSize(3);
    }

    @Test
    void throwWhatWasThrown() {
        var failure = new SQLException("refused", "22021");
        var attempts = attempts(batch -> {
            throw failure;
        });

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> attempts.insert(keeps))
                .isSameAs(failure);
    }

    @Test
    void areLeftAloneWhenTheirTimeIsUp() throws Exception {
        var goOn = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var attempts = attempts(batch -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            over.countDown();
        });

        assertThatExceptionOfType(SQLTimeoutException.class)
                .isThrownBy(() -> attempts.insert(keeps))
                .matches(failure -> !SqlStates.isTheDatasFault(failure));
        goOn.countDown();
        over.await();

        assertThat(interrupted).isFalse();
    }

    @Test
    void keepToTheirBatchThoughTheCallerGoesOnWithIt() throws Exception {
        var goOn = new CountDownLatch(1);
        var size = new CompletableFuture<Integer>();
        var attempts = attempts(batch -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            size.complete(batch.size());
        });
        var batch = new ArrayList<>(keeps);
        assertThatExceptionOfType(SQLTimeoutException.class).isThrownBy(() -> attempts.insert(batch));

        batch.clear();
        goOn.countDown();

        assertThat(size.get()).isEqualTo(3);
    }

    @Test
    void areNoMoreThanAFewAtATime() {
        var never = new CountDownLatch(1);
        var attempts = attempts(batch -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        for (int i = 0; i < 8; i++) {
            assertThatExceptionOfType(SQLTimeoutException.class).isThrownBy(() -> attempts.insert(keeps));
        }

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> attempts.insert(keeps));
        never.countDown();
    }

    @Test
    void finishWhatIsInHandWhenTheCallerIsInterrupted() throws Exception {
        var keeping = new FakeKeeping();
        var attempts = new Attempts(keeping, Threads.thatRun(), Duration.ofSeconds(30));

        Thread.currentThread().interrupt();
        attempts.insert(keeps);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(keeping.kept()).hasSize(3);
    }

    @Test
    void areNotMadeForADatabaseThatWouldDrown() {
        var keeping = new FakeKeeping();
        var attempts = new Attempts(keeping, Threads.thatRun(), SHORT);
        attempts.respect(new DiskFloor(Path.of("."), Long.MAX_VALUE));

        assertThatIOException().isThrownBy(() -> attempts.insert(keeps));

        assertThat(keeping.kept()).isEmpty();
    }

    private static Attempts attempts(FakeKeeping.Transaction transaction) {
        return new Attempts(new FakeKeeping(transaction), Threads.thatRun(), SHORT);
    }
}
