package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kartrainbox.Await;
import dev.kartrainbox.dispatch.Dispatcher;
import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.inbox.Standing;
import dev.kartrainbox.inbox.Threads;
import dev.kartrainbox.settings.StandardSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {

    private static final Duration STALE = Duration.ofMillis(300);

    @TempDir
    Path serverData;

    private final Health health = new Health();
    private final CountDownLatch thawed = new CountDownLatch(1);
    private volatile boolean running = true;
    private volatile boolean databaseAnswers = true;
    private volatile boolean journalTakes = true;
    private volatile boolean frozen;
    private volatile int workers = 4;
    private volatile Backlog.Waiting waiting = new Backlog.Waiting(3, false, Duration.ofSeconds(7));

    @BeforeEach
    void make() throws Exception {
        health.inbox = new Inbox() {
            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public boolean databaseAnswers() {
                hangIfFrozen();
                return databaseAnswers;
            }

            @Override
            public boolean journalTakes() {
                hangIfFrozen();
                return journalTakes;
            }

            @Override
            public Standing standing() {
                hangIfFrozen();
                return new Standing(!databaseAnswers, 12, 3456);
            }
        };
        health.dispatcher = new Dispatcher() {
            @Override
            public int running() {
                return workers;
            }
        };
        health.backlog = new Backlog() {
            @Override
            Waiting look() throws SQLException {
                hangIfFrozen();
                if (waiting == null) {
                    throw new SQLException("away", "08006");
                }
                return waiting;
            }
        };
        health.settings = StandardSettings.in(serverData);
        Files.createDirectories(health.settings.directory());
        health.threads = Threads.thatRun();
        health.pause = Duration.ofMillis(10);
        health.stale = STALE;
    }

    @AfterEach
    void stop() {
        thawed.countDown();
        health.stop(this);
    }

    @Test
    void tellsHowKeepingAndProcessingStand() {
        health.start(this);

        awaitReport(report -> report.checks().stream().allMatch(Check::isUp));
        assertThat(health.ready().checks())
                .containsExactly(
                        new Check("keeping", true),
                        new Check("database", true),
                        new Check("journal", true, Map.of("waiting", 12L, "bytes", 3456L)),
                        new Check("dispatcher", true, Map.of("workers", 4L)),
                        new Check("backlog", true, Map.of("waiting", 3, "more", false, "overdueSeconds", 7L)));
        assertThat(health.live()).isEqualTo(new Health.Report(true, List.of(new Check("threads", true))));
    }

    @Test
    void isReadyAsLongAsTheJournalKeeps() {
        databaseAnswers = false;
        waiting = null;
        workers = 0;

        health.start(this);

        awaitReport(Health.Report::isUp);
        assertThat(upOf(health.ready()))
                .isEqualTo(Map.of(
                        "keeping", true, "database", false, "journal", true, "dispatcher", false, "backlog", false));
    }

    @Test
    void isReadyAsLongAsTheDatabaseKeeps() {
        journalTakes = false;

        health.start(this);

        awaitReport(Health.Report::isUp);
        assertThat(upOf(health.ready())).containsEntry("keeping", true).containsEntry("journal", false);
    }

    @Test
    void isNotReadyWhenNeitherKeepsAndIsAgainWhenOneDoes() {
        health.start(this);
        awaitReport(Health.Report::isUp);

        databaseAnswers = false;
        journalTakes = false;
        awaitReport(report -> !report.isUp());
        assertThat(upOf(health.ready())).containsEntry("keeping", false);
        assertThat(health.live().isUp()).isTrue();

        journalTakes = true;
        awaitReport(Health.Report::isUp);
    }

    @Test
    void isNeitherLiveNorReadyWithoutItsThreads() {
        health.start(this);
        awaitReport(Health.Report::isUp);

        running = false;

        assertThat(health.live().isUp()).isFalse();
        assertThat(health.ready().isUp()).isFalse();
    }

    @Test
    void letsNobodyWaitWhileDatabaseAndDiskHang() {
        health.start(this);
        awaitReport(Health.Report::isUp);
        frozen = true;

        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
            for (int probe = 0; probe < 64; probe++) {
                health.ready();
            }
        });
        awaitReport(report -> upOf(report) // what was seen before it hung counts no more
                .equals(Map.of(
                        "keeping", false, "database", false, "journal", false, "dispatcher", true, "backlog", false)));
        assertThat(health.ready().isUp()).isFalse();
    }

    @Test
    void isNotReadyBeforeItHasLooked() {
        frozen = true;

        health.start(this);

        assertThat(health.ready().isUp()).isFalse();
    }

    @Test
    void isNotReadyWhileAnOperatorDrainsItThoughItKeeps() throws Exception {
        health.start(this);
        awaitReport(Health.Report::isUp);

        Files.createFile(draining());

        assertThat(health.ready().isUp()).isFalse();
        assertThat(upOf(health.ready())).containsEntry("keeping", true).containsEntry("draining", false);
        assertThat(health.live().isUp()).isTrue();
    }

    @Test
    void isReadyAgainAfterTheNextStart() throws Exception {
        Files.createFile(draining());

        health.start(this);

        awaitReport(Health.Report::isUp);
        assertThat(draining()).doesNotExist();
    }

    private Path draining() {
        return serverData.resolve("kartra-inbox/draining");
    }

    private void hangIfFrozen() {
        if (frozen) {
            try {
                thawed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Map<String, Boolean> upOf(Health.Report report) {
        return report.checks().stream().collect(Collectors.toMap(Check::name, Check::isUp));
    }

    private void awaitReport(Predicate<Health.Report> expected) {
        Await.until(() -> expected.test(health.ready()), Duration.ofSeconds(20));
    }
}
