package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WritingTurnTest {

    private final WritingTurn turn = new WritingTurn();
    private final FakeTransactions transactions = new FakeTransactions();

    @Test
    void lastsToTheEndOfTheTransaction() throws Exception {
        turn.transactions = transactions;
        turn.start(new SchemaReady("H2"));
        turn.take();
        var waits = new CountDownLatch(1);
        var other = CompletableFuture.runAsync(() -> {
            var others = new FakeTransactions();
            turn.transactions = others;
            waits.countDown();
            turn.take();
        });
        waits.await();
        assertThat(isDoneWithin(other, 200)).isFalse();

        transactions.ended(false);

        assertThat(isDoneWithin(other, 500)).isTrue();
    }

    @Test
    @Timeout(value = 900, unit = TimeUnit.MILLISECONDS) // a second one is waited for
    void isTakenOnceByATransaction() {
        turn.transactions = transactions;
        turn.start(new SchemaReady("H2"));
        turn.take();
        turn.take();
        transactions.ended(true);
        turn.take();
        transactions.ended(true);
    }

    @Test
    @Timeout(value = 900, unit = TimeUnit.MILLISECONDS)
    void isGivenBackAfterWhatWritesInTransactionsOfItsOwn() {
        turn.transactions = transactions;
        turn.start(new SchemaReady("H2"));

        turn.during(() -> {});
        turn.take();
        turn.during(() -> {});
    }

    @Test
    void isNotNeededElsewhere() {
        turn.start(new SchemaReady("PostgreSQL"));

        assertThatCode(turn::take).doesNotThrowAnyException(); // there is no transaction that it could ask
    }

    private static boolean isDoneWithin(CompletableFuture<?> work, long millis) throws Exception {
        try {
            work.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
