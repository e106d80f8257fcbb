package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {

    private static final Origin ORIGIN = new Origin("key-1", "203.0.113.24", "application/json", null, "");
    private static final int MOST = 64 << 20;

    private final FakeKeeping keeping = new FakeKeeping();
    private final FakeEvent<Kept> kept = new FakeEvent<>();

    @Test
    void keepsADeliveryAndTellsIt() {
        var inbox = inbox(keeping, Threads.thatRun());

        var done = keep(inbox, "i:7", 3);

        inbox.stop(this);
        assertThat(done).isCompleted();
        assertThat(keeping.kept()).containsExactly(done.join());
        assertThat(kept.fired()).containsExactly(new Kept(1));
    }

    @Test
    void notesWhenABodyWasReceivedAsExactlyAsTheDatabaseHoldsIt() {
        var inbox = inbox(keeping, Threads.thatRun());

        var done = keep(inbox, "i:7", 3);

        inbox.stop(this);
        assertThat(done.join().receivedAt()).isEqualTo(Instant.parse("2026-04-20T12:00:00.123456Z"));
    }

    @Test
    void keepsWhatALeadSendsInTheOrderOfReceipt() {
        var inbox = inbox(keeping, Threads.thatRun());

        for (int i = 0; i < 2000; i++) {
            keep(inbox, "i:" + i % 10, 3);
        }
        inbox.stop(this);

        assertThat(keeping.kept()).hasSize(2000);
        for (int lead = 0; lead < 10; lead++) {
            var key = "i:" + lead;
            assertThat(keeping.kept().stream()
                            .filter(delivery -> delivery.leadKey().equals(key))
                            .map(Delivery::id)
                            .toList())
                    .hasSize(200)
                    .isSorted();
        }
    }

    @Test
    void confirmsNothingThatIsNotCommitted() {
        var away = new FakeKeeping(batch -> {
            throw new SQLException("away", "08006");
        });
        var inbox = inbox(away, Threads.thatRun());

        var done = keep(inbox, "i:7", 3);

        inbox.stop(this);
        assertThat(done).isCompletedExceptionally();
        assertThat(kept.fired()).isEmpty();
    }

    @Test
    void refusesWhatItHasNoRoomFor() {
        var inbox = inbox(keeping, Threads.thatNeverRun());

        var tooMuch = keep(inbox, "i:1", MOST + 1);
        var largest = keep(inbox, "i:2", MOST);
        var onTop = keep(inbox, "i:3", 1);

        assertThat(tooMuch).isCompletedExceptionally();
        assertThat(largest).isNotDone();
        assertThat(onTop).isCompletedExceptionally();
    }

    @Test
    void hasRoomAgainForWhatItIsDoneWith() {
        var inbox = inbox(keeping, Threads.thatRun());
        var done = new ArrayList<CompletableFuture<Delivery>>();

        for (int i = 0; i < 5; i++) {
            var one = keep(inbox, "i:1", MOST / 3);
            one.join();
            done.add(one);
        }

        assertThat(done).hasSize(5).noneMatch(CompletableFuture::isCompletedExceptionally);
        inbox.stop(this);
    }

    private Inbox inbox(Keeping keeping, Threads threads) {
        var inbox = new Inbox();
        inbox.keeping = keeping;
        inbox.ids = new Ids();
        inbox.clock = Clock.fixed(Instant.parse("2026-04-20T12:00:00.123456789Z"), ZoneOffset.UTC);
        inbox.kept = kept;
        inbox.threads = threads;
        inbox.start(this);
        return inbox;
    }

    private static CompletableFuture<Delivery> keep(Inbox inbox, String leadKey, int size) {
        var contents = new Contents("assign_tag", null, null, leadKey, false, null);
        return inbox.keep(ORIGIN, contents, new byte[size]).toCompletableFuture();
    }
}
