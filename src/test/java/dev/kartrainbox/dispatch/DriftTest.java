package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.WritingTurn;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Lead;
import dev.kartrainbox.kartra.Notification;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import dev.kartrainbox.kartra.UnrecognizedEvent;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static final String REPORT =
            "select action, path, kind, deliveries, first_seen_at at time zone 'UTC', last_seen_at at time zone 'UTC', delivery_id from drift order by action, path";

    private static InMemoryDatabase database;

    private final Drift drift = new Drift();
    private EntityManager entityManager;
    private boolean away;

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
        entityManager = database.entityManager();
        drift.writer = new DriftWriter() {
            @Override
            public void write(Map<DriftLine, DriftSum> sums) {
                inTransaction(entityManager, () -> {
                    super.write(sums);
                    if (away) {
                        throw new IllegalStateException("no connection");
                    }
                    return sums;
                });
            }
        };
        drift.writer.entityManager = entityManager;
        drift.writer.turn = new WritingTurn();
        at(NOON);
    }

    @AfterEach
    void forget() {
        entityManager.close();
        database.forget();
    }

    @Test
    void sumsUpByActionAndPlaceWithFirstAndLast() {
        drift.add(event(1, "assign_tag", "lead.town", "lead.score"));
        drift.add(event(3, "assign_tag", "lead.town"));
        drift.add(event(2, "assign_tag", "lead.town"));
        drift.add(event(4, "buy_product", "lead.town"));

        drift.writeIfDue();

        assertThat(database.rows(REPORT))
                .containsExactly(
                        "assign_tag|lead.score|UNKNOWN_KEY|1|2026-04-20 12:00:01+00|2026-04-20 12:00:01+00|" + id(1),
                        "assign_tag|lead.town|UNKNOWN_KEY|3|2026-04-20 12:00:01+00|2026-04-20 12:00:03+00|" + id(3),
                        "buy_product|lead.town|UNKNOWN_KEY|1|2026-04-20 12:00:04+00|2026-04-20 12:00:04+00|" + id(4));
    }

    @Test
    void addsToWhatWasWrittenBefore() {
        drift.add(event(5, "assign_tag", "lead.town"));
        drift.writeIfDue();
        at(NOON.plusSeconds(5));
        drift.add(event(2, "assign_tag", "lead.town"));
        drift.writeIfDue();

        assertThat(database.rows(REPORT))
                .containsExactly(
                        "assign_tag|lead.town|UNKNOWN_KEY|2|2026-04-20 12:00:02+00|2026-04-20 12:00:05+00|" + id(2));
    }

    @Test
    void writesAtMostEveryTwoSecondsUntilItEnds() {
        drift.add(event(1, "assign_tag", "lead.town"));
        drift.writeIfDue();
        drift.add(event(2, "assign_tag", "lead.town"));

        at(NOON.plus(Duration.ofMillis(1999)));
        drift.writeIfDue();
        assertThat(database.rows("select deliveries from drift")).containsExactly("1");

        drift.writeNow();
        assertThat(database.rows("select deliveries from drift")).containsExactly("2");
    }

    @Test
    void countsADeliveryOnceHoweverOftenItIsTold() {
        drift.add(event(1, 1, false, "assign_tag", "lead.town"));
        drift.add(event(1, 2, false, "assign_tag", "lead.town"));
        drift.add(event(1, 1, true, "assign_tag", "lead.town"));

        drift.writeIfDue();

        assertThat(database.rows("select deliveries from drift")).containsExactly("1");
    }

    @Test
    void writesWhatItCouldNotWriteTheNextTime() {
        drift.add(event(1, "assign_tag", "lead.town"));
        away = true;
        drift.writeIfDue();
        assertThat(database.rows("select deliveries from drift")).isEmpty();

        away = false;
        drift.add(event(2, "assign_tag", "lead.town"));
        at(NOON.plusSeconds(5));
        drift.writeIfDue();

        assertThat(database.rows("select deliveries from drift")).containsExactly("2");
    }

    @Test
    void growsNoLargerThanAnybodyReadsAndStillCountsTheRest() {
        IntStream.range(0, 2600).forEach(i -> drift.add(event(i, "assign_tag", "lead.k%04d".formatted(i))));

        drift.writeIfDue();

        assertThat(database.rows("select count(*) from drift"))
                .containsExactly(String.valueOf(DriftWriter.MAX_LINES + 1));
        assertThat(database.rows("select kind, deliveries from drift where action = '(others)'"))
                .containsExactly("UNKNOWN_KEY|600");
        assertThat(database.rows("select sum(deliveries) from drift")).containsExactly("2600");
    }

    @Test
    void gathersNoMoreThanItsBoundBetweenTwoWritings() {
        IntStream.range(0, Drift.MAX_GATHERED + 7)
                .forEach(i -> drift.add(event(i, "made_up_%d".formatted(i), "action")));

        drift.writeIfDue();

        assertThat(database.rows("select sum(deliveries) from drift"))
                .containsExactly(String.valueOf(Drift.MAX_GATHERED + 7));
    }

    private void at(Instant now) {
        drift.clock = Clock.fixed(now, ZoneOffset.UTC);
    }

    private static KartraEvent event(int second, String action, String... paths) {
        return event(second, 1, false, action, paths);
    }

    private static KartraEvent event(int second, int attempt, boolean replayed, String action, String... paths) {
        var envelope = new Envelope(id(second), NOON.plusSeconds(second), attempt, replayed);
        var unexpected = List.of(paths).stream()
                .map(path -> new Unexpected(path, Kind.UNKNOWN_KEY))
                .toList();
        var notification = new Notification(
                envelope, action, new Lead("i:7", 7L, null), Set.of(), JsonValue.EMPTY_JSON_OBJECT, unexpected);
        return new UnrecognizedEvent(notification, JsonValue.NULL);
    }

    private static UUID id(int second) {
        return new UUID(0x01890a5d_0000_7000L, second);
    }
}
