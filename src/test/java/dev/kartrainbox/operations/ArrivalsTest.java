package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.MovableClock;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.inbox.Threads;
import dev.kartrainbox.keys.Keys;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures as a page gets them, from a database and without one. */
class ArrivalsTest {

    private static final Contents TAG = new Contents("assign_tag", 7L, null, "i:7", false, null);

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final MovableClock clock = new MovableClock();
    private final Arrivals arrivals = new Arrivals();
    private final StateCounts states = new StateCounts();

    @BeforeEach
    void make() {
        arrivals.queries = new ArrivalQueries();
        arrivals.queries.entityManager = database.entityManager();
        arrivals.liveKeys = new Keys() {
            @Override
            public List<String> names() {
                return List.of("from-the-environment");
            }
        };
        arrivals.zone = ZoneId.of("America/New_York");
        arrivals.clock = clock;
        arrivals.threads = Threads.thatRun();
        arrivals.prepare();
        states.deliveries = new Deliveries();
        states.deliveries.entityManager = database.entityManager();
        states.clock = clock;
        states.threads = Threads.thatRun();
        states.prepare();
        var receivedAt = clock.instant().minusSeconds(1);
        database.keeps(Ids.before(receivedAt), receivedAt, TAG, new byte[0]);
    }

    @AfterEach
    void close() {
        arrivals.stop(this);
        states.stop(this);
        database.close();
    }

    @Test
    void areCountedForWhoeverAsks() {
        var figures = arrivals.latest().orElseThrow();

        assertThat(figures.at()).isEqualTo(clock.instant());
        assertThat(figures.current()).isTrue();
        assertThat(figures.value().keys())
                .extracting(ArrivalFigures.OfKey::name)
                .containsExactly("from-the-environment", "key-1");
        assertThat(states.latest().orElseThrow().value()).containsEntry(State.RECEIVED, 1L);
    }

    @Test
    void areOldWhileTheDatabaseIsAway() {
        Instant counted = clock.instant();
        var figures = arrivals.latest().orElseThrow().value();
        states.latest();

        database.execute("drop view inbox");
        database.execute("drop table delivery");
        clock.passes(Duration.ofSeconds(15));

        assertThat(arrivals.latest()).contains(new Seen<>(figures, counted, false));
        assertThat(states.latest().orElseThrow())
                .extracting(Seen::at, Seen::current)
                .containsExactly(counted, false);
    }
}
