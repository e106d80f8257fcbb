package dev.kartrainbox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final String QUEUE = """
            insert into queue (delivery_id, lane, lead_key, due_at, replayed)
            select random_uuid(), 1, 'i:7', %s, false from system_range(1, %d)""";

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final Backlog backlog = new Backlog();

    @BeforeEach
    void open() {
        backlog.dataSource = database.dataSource();
        backlog.clock = Clock.fixed(Instant.parse("2026-04-20T12:00:00Z"), ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void isNothingWhereNothingWaits() throws Exception {
        assertThat(backlog.look()).isEqualTo(new Backlog.Waiting(0, false, Duration.ZERO));
    }

    @Test
    void tellsHowManyWaitAndSinceWhenTheFirstCouldHaveBeenProcessed() throws Exception {
        waits(2, "timestamp with time zone '2026-04-20 11:59:00+00'");
        waits(1, "timestamp with time zone '2026-04-20 11:58:30+00'");
        waits(3, "timestamp with time zone '2026-04-21 00:00:00+00'");

        assertThat(backlog.look()).isEqualTo(new Backlog.Waiting(6, false, Duration.ofSeconds(90)));
    }

    @Test
    void isNotOverdueWhereAllWaitForALaterAttempt() throws Exception {
        waits(1, "timestamp with time zone '2026-04-21 00:00:00+00'");

        assertThat(backlog.look()).isEqualTo(new Backlog.Waiting(1, false, Duration.ZERO));
    }

    @Test
    void isCountedNoFurtherThanItsMost() throws Exception {
        waits(Backlog.MOST + 2000, "timestamp with time zone '2026-04-20 12:00:00+00'");

        assertThat(backlog.look()).isEqualTo(new Backlog.Waiting(Backlog.MOST, true, Duration.ZERO));
    }

    private void waits(int deliveries, String dueAt) {
        database.execute(QUEUE.formatted(dueAt, deliveries));
    }
}
