package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.settings.Proxies;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StandardSettings;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InboxTest {

    private static final Origin ORIGIN = new Origin("key-1", "203.0.113.24", "application/json", null, "");
    private static final int MOST = 64 << 20;

    private final FakeKeeping keeping = new FakeKeeping();
    private final FakeEvent<Kept> kept = new FakeEvent<>();
    private final FakeEvent<SchemaReady> ready = new FakeEvent<>();

    @TempDir
    Path directory;

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
    void confirmsWhatTheJournalHolds() throws Exception {
        var away = new FakeKeeping(batch -> {
            throw new SQLException("away", "08006");
        });
        var inbox = inbox(away, Threads.thatRun());

        var done = keep(inbox, "i:7", 3);

        assertThat(done).succeedsWithin(Duration.ofSeconds(30)).isInstanceOf(Delivery.class);
        assertThat(inbox.standing().databaseAway()).isTrue();
        assertThat(inbox.standing().journalRecords()).isEqualTo(1);
        assertThat(inbox.standing().journalBytes()).isPositive();
        inbox.stop(this);
        assertThat(kept.fired()).isEmpty();
        assertThat(Recovery.of(new JournalDirectory(directory.resolve("journal")))
                        .read())
                .singleElement()
                .matches(segment -> segment.waiting() == 1);
    }

    @Test
    void tellsWhenTheDatabaseIsReady() {
        var inbox = inbox(keeping, Threads.thatRun());

        assertThat(ready.fired()).containsExactly(new SchemaReady("H2"));
        assertThat(inbox.standing()).isEqualTo(new Standing(Optional.empty(), 0, 0));
        inbox.stop(this);
    }

    @Test
    void tellsWhetherAnythingCouldBeKept() {
        var inbox = inbox(keeping, Threads.thatRun());
        assertThat(inbox.isRunning()).isTrue();
        assertThat(inbox.databaseAnswers()).isTrue();
        assertThat(inbox.journalTakes()).isTrue();

        keeping.isAway(new SQLException("away", "08006"));
        assertThat(inbox.databaseAnswers()).isFalse();
        assertThat(inbox.standing().databaseAway()).isFalse(); // nobody had to be kept yet

        inbox.stop(this);
        assertThat(inbox.isRunning()).isFalse();
    }

    @Test
    void tellsThatNothingCouldBeKeptBeforeTheStart() {
        var inbox = new Inbox();

        assertThat(inbox.isRunning()).isFalse();
        assertThat(inbox.databaseAnswers()).isFalse();
        assertThat(inbox.journalTakes()).isFalse();
    }

    @Test
    void refusesWhatItHasNoRoomFor() {
        var inbox = inbox(keeping, Threads.thatNeverRun(), Duration.ZERO);

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
        return inbox(keeping, threads, Duration.ofSeconds(20));
    }

    private Inbox inbox(Keeping keeping, Threads threads, Duration opening) {
        var inbox = new Inbox();
        inbox.keeping = keeping;
        inbox.ids = new Ids();
        inbox.clock = Clock.fixed(Instant.parse("2026-04-20T12:00:00.123456789Z"), ZoneOffset.UTC);
        inbox.kept = kept;
        inbox.ready = ready;
        inbox.settings = settings();
        inbox.schema = new Schema() {
            @Override
            public String migrate() {
                return "H2";
            }
        };
        inbox.threads = threads;
        inbox.opening = opening;
        inbox.start(this);
        return inbox;
    }

    private Settings settings() {
        return new Settings(
                List.of(),
                URI.create("http://localhost:8080"),
                Proxies.NONE,
                1 << 20,
                Duration.ofSeconds(10),
                ZoneOffset.UTC,
                4,
                20,
                8,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                directory,
                directory.resolve("journal"),
                0,
                Optional.empty(),
                StandardSettings.KEEP_FOR,
                Optional.empty());
    }

    private static CompletableFuture<Delivery> keep(Inbox inbox, String leadKey, int size) {
        var contents = new Contents("assign_tag", null, null, leadKey, false, null);
        return inbox.keep(ORIGIN, contents, new byte[size]).toCompletableFuture();
    }
}
