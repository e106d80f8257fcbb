package dev.kartrainbox.monitoring;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {

    private static final Duration STALE = Duration.ofMillis(300);

    private static final Instant AWAY = Instant.parse("2026-04-20T12:00:00Z");

    private static final List<OwedTasks.Count> OWED =
            List.of(new OwedTasks.Count("Witness.on", "open", 5), new OwedTasks.Count("Witness.on", "parked", 2));

    @TempDir
    Path serverData;

    private final Health health = new Health();
    private final Vitals vitals = new Vitals();
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
                return new Standing(Optional.of(AWAY).filter(since -> !databaseAnswers), 12, 3456);
            }
        };
        health.dispatcher = new Dispatcher() {
            @Override
            public int running() {
                return workers;
            }

            @Override
            public int hanging() {
                return 1;
            }
        };
        vitals.backlog = new Backlog() {
            @Override
            Waiting look() throws SQLException {
                hangIfFrozen();
                if (waiting == null) {
                    throw new SQLException("away", "08006");
                }
                return waiting;
            }
        };
        vitals.owedTasks = new OwedTasks() {
            @Override
            List<Count> look() {
                hangIfFrozen();
                return OWED;
            }
        };
        vitals.oldestSnapshot = new OldestSnapshot() {
            @Override
            Optional<Duration> look() {
                hangIfFrozen();
                return Optional.of(Duration.ofSeconds(9));
            }
        };
        health.settings = StandardSettings.in(serverData);
        health.vitals = vitals;
        vitals.inbox = health.inbox;
        Files.createDirectories(health.settings.directory());
        vitals.threads = Threads.thatRun();
        vitals.pause = Duration.ofMillis(10);
        vitals.stale = STALE;
    }

    @AfterEach
    void stop() {
        thawed.countDown();
        vitals.stop(this);
    }

    @Test
    void tellsHowKeepingAndProcessingStand() {
        start();

        awaitReport(report -> Map.of("database", "UP", "journal", "UP", "journalWaiting", 12L, "journalBytes", 3456L)
                        .equals(dataOf(report, "keeping"))
                && Map.of(
                                "dispatcher",
                                "UP",
                                "workers",
                                4,
                                "backlogWaiting",
                                3,
                                "backlogMore",
                                false,
                                "backlogOverdueSeconds",
                                7L)
                        .equals(dataOf(report, "processing")));
        assertThat(upOf(health.ready())).isEqualTo(Map.of("keeping", true, "processing", true));
        assertThat(health.live()).isEqualTo(new Health.Report(List.of(new Check("threads", true))));
    }

    @Test
    void seesWhatObserversOweAndTheOldestSnapshot() {
        start();

        Await.until(() -> vitals.tasks().equals(OWED), Duration.ofSeconds(20));
        Await.until(() -> vitals.oldestSnapshot().equals(Optional.of(Duration.ofSeconds(9))), Duration.ofSeconds(20));
    }

    @Test
    void tellsPeopleTheSame() {
        start();

        Await.until(
                () -> health.condition()
                        .equals(new Condition(
                                true,
                                true,
                                new Vitals.Journal(true, new Standing(Optional.empty(), 12, 3456)),
                                waiting,
                                OWED,
                                new Condition.Workers(4, 4, 1))),
                Duration.ofSeconds(20));
        assertThat(health.condition().openTasks()).isEqualTo(5);

        databaseAnswers = false;
        Await.until(() -> !health.condition().databaseAnswers(), Duration.ofSeconds(20));
        Await.until(
                () -> Optional.ofNullable(health.condition().journal())
                        .flatMap(journal -> journal.standing().databaseAwaySince())
                        .equals(Optional.of(AWAY)),
                Duration.ofSeconds(20));
        frozen = true;
        Await.until(
                () -> health.condition()
                        .equals(new Condition(false, false, null, null, List.of(), new Condition.Workers(4, 4, 1))),
                Duration.ofSeconds(20));
    }

    @Test
    void isReadyAsLongAsTheJournalKeepsAndSaysWhatElseIsAmiss() {
        databaseAnswers = false;
        waiting = null;
        workers = 0;

        start();

        awaitReport(Health.Report::isUp);
        assertThat(dataOf(health.ready(), "keeping"))
                .containsEntry("database", "DOWN")
                .containsEntry("journal", "UP");
        assertThat(dataOf(health.ready(), "processing"))
                .isEqualTo(Map.of(
                        "dispatcher",
                        "DOWN",
                        "workers",
                        0,
                        "backlogWaiting",
                        "unknown",
                        "backlogMore",
                        "unknown",
                        "backlogOverdueSeconds",
                        "unknown"));
    }

    @Test
    void isReadyAsLongAsTheDatabaseKeeps() {
        journalTakes = false;

        start();

        awaitReport(Health.Report::isUp);
        assertThat(dataOf(health.ready(), "keeping"))
                .containsEntry("database", "UP")
                .containsEntry("journal", "DOWN");
    }

    @Test
    void isNotReadyWhenNeitherKeepsAndIsAgainWhenOneDoes() {
        start();
        awaitReport(Health.Report::isUp);

        databaseAnswers = false;
        journalTakes = false;
        awaitReport(report -> !report.isUp());
        assertThat(upOf(health.ready())).isEqualTo(Map.of("keeping", false, "processing", true));
        assertThat(health.live().isUp()).isTrue();

        journalTakes = true;
        awaitReport(Health.Report::isUp);
    }

    @Test
    void isNeitherLiveNorReadyWithoutItsThreads() {
        start();
        awaitReport(Health.Report::isUp);

        running = false;

        assertThat(health.live().isUp()).isFalse();
        assertThat(health.ready().isUp()).isFalse();
    }

    @Test
    void letsNobodyWaitWhileDatabaseAndDiskHang() {
        start();
        awaitReport(Health.Report::isUp);
        frozen = true;

        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
            for (int probe = 0; probe < 64; probe++) {
                health.ready();
            }
        });
        awaitReport(report -> !report.isUp()); // what was seen before it hung counts no more
        awaitReport(report -> dataOf(report, "processing").get("backlogWaiting").equals("unknown"));
        Await.until(() -> vitals.tasks().isEmpty() && vitals.oldestSnapshot().isEmpty(), Duration.ofSeconds(20));
        assertThat(dataOf(health.ready(), "keeping"))
                .isEqualTo(Map.of(
                        "database", "DOWN", "journal", "DOWN", "journalWaiting", "unknown", "journalBytes", "unknown"));
    }

    @Test
    void isNotReadyBeforeItHasLooked() {
        frozen = true;

        start();

        assertThat(health.ready().isUp()).isFalse();
    }

    @Test
    void isNotReadyWhileAnOperatorDrainsItThoughItKeeps() throws Exception {
        start();
        awaitReport(Health.Report::isUp);

        Files.createFile(draining());

        assertThat(health.ready().isUp()).isFalse();
        assertThat(upOf(health.ready())).isEqualTo(Map.of("keeping", true, "processing", true, "draining", false));
        assertThat(health.live().isUp()).isTrue();
    }

    @Test
    void isReadyAgainAfterTheNextStart() throws Exception {
        Files.createFile(draining());

        start();

        awaitReport(Health.Report::isUp);
        assertThat(draining()).doesNotExist();
    }

    private void start() {
        health.forgetDraining(this);
        vitals.start(this);
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

    private static Map<String, Object> dataOf(Health.Report report, String check) {
        return report.checks().stream()
                .filter(one -> one.name().equals(check))
                .findFirst()
                .orElseThrow()
                .data();
    }

    private void awaitReport(Predicate<Health.Report> expected) {
        Await.until(() -> expected.test(health.ready()), Duration.ofSeconds(20));
    }
}
