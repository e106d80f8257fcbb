package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.TagAssigned;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of a delivery that waits for a rebuild, and what becomes of it. */
class RebuildingTest {

    private static final Consumer<KartraEvent> FAILS = event -> {
        throw new IllegalStateException();
    };

    private static InMemoryDatabase database;

    private final Ids ids = new Ids();
    private Node node;
    private FakeObserver mirror;
    private FakeObserver theirs;
    private FakeObserver after;

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
        mirror = node.rebuilt("Mirror.on", KartraEvent.class, 1);
        theirs = node.observer("Theirs.on", KartraEvent.class, 2000);
        after = node.observer("After.on", new FakeObserver(KartraEvent.class, 3).in(TransactionPhase.AFTER_SUCCESS));
        node.observer("Async.on", new FakeObserver(KartraEvent.class, 3).async());
    }

    @AfterEach
    void forget() {
        node.entityManager.close();
        database.forget();
    }

    @Test
    void tellsThoseWhoMakeAnewWhatTheyWroteAndNobodyElse() {
        var id = keep("assign_tag");
        node.work();
        var before = database.rows("select state, processed_at, last_error from delivery");
        node.at(NOON.plusSeconds(60));

        rebuild(id);
        node.work();

        assertThat(mirror.told).hasSize(2);
        assertThat(mirror.told.get(1).envelope().replayed()).isTrue();
        assertThat(theirs.told).hasSize(1);
        assertThat(node.events.firedAsync()).hasSize(1);
        assertThat(database.rows("select state, processed_at, last_error from delivery"))
                .isEqualTo(before);
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void takesNoneForADuplicate() {
        var first = keep("assign_tag");
        var released = keep("assign_tag");
        node.work();
        assertThat(states()).containsExactly("PROCESSED", "DUPLICATE");
        database.execute("update delivery set state = 'PROCESSED' where id = '%s'".formatted(released));

        rebuild(first);
        rebuild(released);
        node.work();

        assertThat(mirror.told).hasSize(3);
        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
    }

    @Test
    void leavesAFailureWithThoseWhoFailedAndTellsNobodyElseAfterwards() {
        var failing = keep("assign_tag");
        var next = keep("unassign_tag");
        node.work();
        mirror.work = event -> {
            if (event instanceof TagAssigned) {
                FAILS.accept(event);
            }
        };

        rebuild(failing);
        rebuild(next);
        node.work();

        assertThat(states()).containsExactly("RETRYING", "RETRYING");
        assertThat(database.rows("select delivery_id, observer from observer_task order by delivery_id"))
                .containsExactly(failing + "|Mirror.on", next + "|Mirror.on");

        mirror.work = event -> {};
        mirror.told.clear();
        after.told.clear();
        node.at(NOON.plus(Duration.ofHours(1)));
        node.work();

        assertThat(mirror.told)
                .extracting(event -> event.envelope().deliveryId())
                .containsExactly(failing, next);
        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
        assertThat(theirs.told).hasSize(2);
        assertThat(after.told).isEmpty();
        assertThat(node.events.firedAsync()).hasSize(2);
    }

    @Test
    void isNotHeldBackByAnotherObserverThatOwesSomething() {
        theirs.work = FAILS;
        var failing = keep("assign_tag");
        node.step();
        node.work();
        assertThat(states()).containsExactly("RETRYING");
        mirror.told.clear();

        rebuild(failing);
        node.step();

        assertThat(mirror.told).hasSize(1);
        assertThat(states()).containsExactly("RETRYING");
        assertThat(database.rows("select observer from observer_task")).containsExactly("Theirs.on");
    }

    @Test
    void finishesADeliveryThatWasUnfinishedForTheirSakeOnly() {
        node.givesUpAfter(2);
        mirror.work = FAILS;
        var id = keep("assign_tag");
        node.work();
        assertThat(states()).containsExactly("PARKED");
        assertThat(after.told).isEmpty();
        mirror.work = event -> {};

        database.execute("delete from observer_task");
        rebuild(id);
        node.work();

        assertThat(states()).containsExactly("PROCESSED");
        assertThat(theirs.told).hasSize(1);
        assertThat(after.told).as("it is told to all for the first time").hasSize(1);
    }

    @Test
    void keepsAParkedDeliveryParkedWhereItsNextRebuildFails() {
        node.givesUpAfter(2);
        theirs.work = FAILS;
        var id = keep("assign_tag");
        node.work();
        assertThat(states()).containsExactly("PARKED");
        node.givesUpAfter(8);
        mirror.work = FAILS;

        rebuild(id);
        node.work();

        assertThat(states()).containsExactly("PARKED");
        assertThat(database.rows("select observer, state from observer_task order by observer"))
                .containsExactly("Mirror.on|OPEN", "Theirs.on|PARKED");
    }

    @Test
    void goesOnWithNothingThatAnOperatorHasReplayedMeanwhile() {
        var id = keep("assign_tag");
        node.work();
        rebuild(id);
        var claim = new Claim(id, 1, "i:7", true, false, true);
        database.execute("update queue set rebuild = false");
        theirs.told.clear();

        node.telling.alone(claim);

        assertThat(database.rows("select delivery_id from queue")).containsExactly(id.toString());
    }

    private static List<String> states() {
        return database.rows("select state from delivery order by id");
    }

    private static void rebuild(UUID id) {
        database.execute(
                "insert into queue (delivery_id, lane, lead_key, due_at, replayed, rebuild) select id, lane, lead_key, received_at, true, true from delivery where id = '%s'"
                        .formatted(id));
    }

    private UUID keep(String action) {
        var body =
                "{\"lead\":{\"id\":7},\"action\":\"%s\",\"action_details\":{\"tag\":{\"tag_id\":5,\"tag_name\":\"A\"}}}"
                        .formatted(action)
                        .getBytes(StandardCharsets.UTF_8);
        return database.keeps(ids.next(), NOON, FirstLook.at(body, null), body).id();
    }
}
