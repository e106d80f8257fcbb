package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.KartraEvent;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted of deliveries and attempts: what was committed, and once. */
class DispatchMetersTest {

    private static InMemoryDatabase database;

    private final Ids ids = new Ids();
    private Node node;
    private FakeObserver observer;
    private FakeObserver other;

    @BeforeAll
    static void migrate() {
        database = InMemoryDatabase.migrated();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void open() {
        node = new Node(database, event -> {});
        observer = node.observer("Observer.on", KartraEvent.class, 1);
        other = node.observer("Other.on", KartraEvent.class, 2);
    }

    @AfterEach
    void forget() {
        node.entityManager.close();
        database.forget();
    }

    @Test
    void countsWhatWasToldAndHowLongItTookSinceItWasReceived() {
        keep(7, "one");
        keep(8, "two");
        keep(8, "two");
        node.at(NOON.plusSeconds(3));

        node.work();

        assertThat(deliveries()).isEqualTo(Map.of("PROCESSED", 2.0, "DUPLICATE", 1.0));
        var dispatch = node.registry.get("kartra.inbox.dispatch").timer();
        assertThat(dispatch.count()).isEqualTo(2);
        assertThat(dispatch.totalTime(TimeUnit.SECONDS)).isEqualTo(6);
        assertThat(attempts()).isEmpty();
    }

    @Test
    void countsNothingOfWhatWasRolledBack() {
        observer.work = event -> {
            if (event.raw().toString().contains("fails")) {
                throw new IllegalStateException("of an observer");
            }
        };
        keep(7, "goes well, and is told again by itself when the batch is rolled back");
        keep(7, "fails");

        node.step();

        assertThat(deliveries()).isEqualTo(Map.of("PROCESSED", 1.0, "RETRYING", 1.0));
        assertThat(node.registry.get("kartra.inbox.dispatch").timer().count()).isEqualTo(1);
    }

    @Test
    void countsEachAttemptOfAnObserverThatIsToldByItself() {
        node.givesUpAfter(3);
        observer.work = event -> {
            throw new IllegalStateException("always");
        };
        keep(7, "fails");

        node.work();
        node.at(NOON.plus(Duration.ofDays(1)));
        node.work();
        node.at(NOON.plus(Duration.ofDays(2)));
        node.work();

        assertThat(deliveries()).isEqualTo(Map.of("RETRYING", 1.0, "PARKED", 1.0));
        assertThat(attempts()).containsEntry("Observer.on failed", 2.0).containsEntry("Other.on succeeded", 1.0);
    }

    @Test
    void countsWhatIsProcessedAfterAllWithoutTakingItForSlow() {
        observer.work = event -> {
            throw new IllegalStateException("once");
        };
        keep(7, "fails");
        node.work();
        observer.work = event -> {};
        node.at(NOON.plus(Duration.ofDays(1)));

        node.work();

        assertThat(deliveries()).isEqualTo(Map.of("RETRYING", 1.0, "PROCESSED", 1.0));
        assertThat(attempts()).containsEntry("Observer.on succeeded", 1.0);
        assertThat(node.registry.get("kartra.inbox.dispatch").timer().count()).isZero();
    }

    @Test
    void holdsAgainstNobodyWhatIsNobodysFault() {
        observer.work = event -> {
            throw new IllegalStateException("once");
        };
        keep(7, "fails");
        node.step();
        observer.work = event -> {
            throw new IllegalStateException(new SQLException("deadlock", "40P01"));
        };

        node.work();

        assertThat(attempts()).containsEntry("Observer.on excused", 1.0).doesNotContainKey("Observer.on failed");
    }

    @Test
    void countsWhatCannotBeReadAndNoReplayAsDispatching() {
        keep(7, "one");
        node.work();
        var unreadable = keep(8, "two");
        database.execute("update delivery_body set bytes = X'7b' where id = '%s'".formatted(unreadable));
        database.execute("insert into queue (delivery_id, lane, lead_key, due_at, replayed, released, rebuild) "
                + "select id, lane, lead_key, timestamp with time zone '2026-04-20 12:00:00+00', true, false, false "
                + "from delivery where lead_key = 'i:7'");
        database.execute("update delivery set state = 'RECEIVED' where lead_key = 'i:7'");

        node.work();

        assertThat(deliveries()).isEqualTo(Map.of("PROCESSED", 2.0, "QUARANTINED", 1.0));
        assertThat(node.registry.get("kartra.inbox.dispatch").timer().count()).isEqualTo(1);
    }

    @Test
    void namesTwoHundredObserversAtMost() {
        IntStream.range(0, 300).forEach(i -> node.meters.attempted("observer-" + i, DispatchMeters.Outcome.FAILED));

        node.transactions.ended(true);

        assertThat(attempts()).hasSize(201).containsEntry("(others) failed", 100.0);
    }

    private Map<String, Double> deliveries() {
        return node.registry.get("kartra.inbox.deliveries").counters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(Collectors.toMap(counter -> counter.getId().getTag("state"), Counter::count));
    }

    private Map<String, Double> attempts() {
        return node.registry.find("kartra.inbox.attempts").counters().stream()
                .collect(Collectors.toMap(
                        counter -> counter.getId().getTag("observer") + " "
                                + counter.getId().getTag("outcome"),
                        Counter::count));
    }

    private UUID keep(long lead, String tag) {
        var body = "{\"lead\":{\"id\":%d},\"action\":\"assign_tag\",\"action_details\":{\"tag\":{\"tag_name\":\"%s\"}}}"
                .formatted(lead, tag)
                .getBytes(StandardCharsets.UTF_8);
        return database.keeps(ids.next(), NOON, FirstLook.at(body, null), body).id();
    }
}
