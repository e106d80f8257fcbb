package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.ProductPurchased;
import dev.kartrainbox.kartra.TagAssigned;
import jakarta.enterprise.event.TransactionPhase;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries when observers fail. */
class IsolationTest {

    private static final Consumer<KartraEvent> FAILS = event -> {
        throw new IllegalStateException("of an observer, about mira@example.org");
    };

    private static InMemoryDatabase database;

    private final Ids ids = new Ids();
    private Node node;
    private FakeObserver mirror;
    private FakeObserver theirs;
    private Hand hand;

    @BeforeAll
    static void migrate() {
        database = InMemoryDatabase.migrated();
        database.execute("create table effect (delivery_id uuid, observer varchar)");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void open() {
        node = new Node(database, event -> {});
        hand = new Hand(InHandFile.inMemory(1), 0);
        hand.workedBy(Thread.currentThread());
        mirror = node.observer("Mirror.on", KartraEvent.class, 1);
        theirs = node.observer("Theirs.on", KartraEvent.class, 2000);
        mirror.work = event -> effect("Mirror.on", event);
        theirs.work = event -> effect("Theirs.on", event);
    }

    @AfterEach
    void forget() {
        node.hands.letGo();
        node.entityManager.close();
        database.forget();
    }

    @Test
    void costsWhatWorksOneTransactionForAllOfABatch() {
        var first = keep("7", "assign_tag");
        var second = keep("7", "unassign_tag");

        node.step();

        assertThat(effects())
                .containsExactly(
                        first + "|Mirror.on", first + "|Theirs.on", second + "|Mirror.on", second + "|Theirs.on");
        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
        assertThat(database.rows("select observer from observer_task")).isEmpty();
        assertThat(node.step()).isEmpty();
    }

    @Test
    void tellsAllOthersTogetherWithoutTheOneThatThrew() {
        locate("Theirs.on");
        theirs.work = Thrower::on;
        var failing = keep("7", "assign_tag");

        node.step();

        assertThat(effects()).containsExactly(failing + "|Mirror.on");
        assertThat(database.rows("select observer, attempts, state, last_error from observer_task"))
                .singleElement()
                .asString()
                .startsWith("Theirs.on|1|OPEN|java.lang.IllegalStateException at ");
        assertThat(database.rows("select count(*) from observer_task where due_at > '%s'".formatted(NOON)))
                .as("not told again at once")
                .containsExactly("1");
        assertThat(database.rows("select state, last_error from delivery"))
                .singleElement()
                .asString()
                .startsWith("RETRYING|Theirs.on: java.lang.IllegalStateException at ")
                .doesNotContain("mira");
        assertThat(node.lanes.isUnfinished(failing)).isTrue();
    }

    @Test
    void tellsNobodyElseOfWhatSomebodyElseWentOnWith() {
        locate("Theirs.on");
        theirs.work = event -> {
            database.execute("delete from queue"); // another node did it in between
            Thrower.on(event);
        };
        keep("7", "assign_tag");

        node.work();

        assertThat(mirror.told).as("in the batch, in vain").hasSize(1);
        assertThat(effects()).isEmpty();
        assertThat(database.rows("select observer from observer_task")).isEmpty();
        assertThat(states()).containsExactly("RECEIVED");
    }

    @Test
    void knowsMethodsOfOneNameByTheEventThatTheyAreTold() {
        locate("Theirs.on");
        locate("Theirs.on(ProductPurchased)");
        node.observer("Theirs.on(ProductPurchased)", ProductPurchased.class, 5);
        theirs.work = Thrower::on;
        var failing = keep("7", "assign_tag");

        node.step();

        assertThat(effects()).containsExactly(failing + "|Mirror.on");
        assertThat(database.rows("select observer, attempts from observer_task"))
                .containsExactly("Theirs.on|1");
    }

    @Test
    void tellsAllOthersTogetherWithoutTheTwoThatThrew() {
        locate("Theirs.on");
        theirs.work = Thrower::on;
        node.observers.locate("Second.on", method(SecondThrower.class));
        node.observer("Second.on", KartraEvent.class, 3000).work = SecondThrower::on;
        var failing = keep("7", "assign_tag");

        node.step();

        assertThat(effects()).containsExactly(failing + "|Mirror.on");
        assertThat(database.rows("select observer, attempts from observer_task order by observer"))
                .containsExactly("Second.on|1", "Theirs.on|1");
    }

    @Test
    void tellsAllOthersOfTheLeadsNextDeliveriesTogether() {
        locate("Theirs.on");
        theirs.work = Thrower::on;
        keep("7", "assign_tag");
        node.step();
        theirs.work = event -> effect("Theirs.on", event);
        var next = List.of(keep("7", "unassign_tag"), keep("7", "assign_tag"));

        node.step(); // the turn of what is owed, of which nothing is due

        assertThat(theirs.told).isEmpty();
        assertThat(mirror.told)
                .extracting(event -> event.envelope().deliveryId())
                .endsWith(next.toArray(UUID[]::new));
        assertThat(database.rows("select observer, attempts from observer_task order by delivery_id"))
                .containsExactly("Theirs.on|1", "Theirs.on|0", "Theirs.on|0");
        assertThat(states()).containsExactly("RETRYING", "RETRYING", "RETRYING");
    }

    @Test
    void tellsEachByItselfWhereTheStackAccusesTheWrongOne() {
        locate("Mirror.on");
        theirs.work = Thrower::on;
        var failing = keep("7", "assign_tag");

        node.work();

        assertThat(effects()).containsExactly(failing + "|Mirror.on");
        assertThat(database.rows("select observer, attempts from observer_task"))
                .containsExactly("Theirs.on|2");
    }

    @Test
    void finishesADeliveryThatWasToldWithoutTheWrongOneAndNotTwice() {
        locate("Mirror.on");
        var failed = new ArrayList<UUID>();
        theirs.work = event -> {
            if (failed.isEmpty()) {
                failed.add(event.envelope().deliveryId());
                Thrower.on(event);
            }
            effect("Theirs.on", event);
        };
        var id = keep("7", "assign_tag");

        node.work();
        assertThat(effects()).containsExactly(id + "|Theirs.on");
        node.at(NOON.plus(Duration.ofHours(1)));
        node.work();

        assertThat(effects()).containsExactly(id + "|Mirror.on", id + "|Theirs.on");
        assertThat(states()).containsExactly("PROCESSED");
    }

    @Test
    void holdsBackNeitherTheMirrorNorTheLeadsNextDeliveries() {
        theirs.work = event -> {
            effect("Theirs.on", event);
            if (event instanceof TagAssigned) {
                FAILS.accept(event);
            }
        };
        var failing = keep("7", "assign_tag");
        var next = keep("7", "unassign_tag");

        node.work();

        assertThat(effects()).containsExactly(failing + "|Mirror.on", next + "|Mirror.on");
        assertThat(states()).containsExactly("RETRYING", "RETRYING");
        assertThat(database.rows(
                        "select delivery_id, observer, attempts, state from observer_task order by delivery_id"))
                .containsExactly(failing + "|Theirs.on|2|OPEN", next + "|Theirs.on|0|OPEN");
    }

    @Test
    void tellsWhatWaitedInOrderOnceTheFailingObserverWorksAgain() {
        theirs.work = FAILS;
        var failing = keep("7", "assign_tag");
        var next = keep("7", "unassign_tag");
        node.work();

        theirs.work = event -> effect("Theirs.on", event);
        node.work();
        assertThat(theirs.told).as("before it is due").isEmpty();
        node.at(NOON.plus(Duration.ofHours(1)));
        node.work();

        assertThat(theirs.told)
                .extracting(event -> event.envelope().deliveryId())
                .containsExactly(failing, next);
        assertThat(theirs.told).extracting(event -> event.envelope().attempt()).containsExactly(3, 1);
        assertThat(effects()).hasSize(4).doesNotHaveDuplicates();
        assertThat(states()).containsExactly("PROCESSED", "PROCESSED");
        assertThat(database.rows("select observer from observer_task")).isEmpty();
    }

    @Test
    void parksWhatKeepsFailingAndTellsTheNextDeliveryThen() {
        node.givesUpAfter(2);
        theirs.work = event -> {
            if (event instanceof TagAssigned) {
                FAILS.accept(event);
            }
            effect("Theirs.on", event);
        };
        var failing = keep("7", "assign_tag");
        var next = keep("7", "unassign_tag");

        node.work();

        assertThat(states()).containsExactly("PARKED", "PROCESSED");
        assertThat(effects())
                .containsExactlyInAnyOrder(failing + "|Mirror.on", next + "|Mirror.on", next + "|Theirs.on");
        assertThat(database.rows("select last_error from delivery where state = 'PARKED'"))
                .singleElement()
                .asString()
                .startsWith("Theirs.on: java.lang.IllegalStateException at ")
                .doesNotContain("mira");
    }

    @Test
    void doesNotHoldOtherLeadsOfTheBatchResponsible() {
        theirs.work = event -> {
            if (event.lead().id().orElseThrow() == 7) {
                FAILS.accept(event);
            }
            effect("Theirs.on", event);
        };
        var failing = keep("7", "assign_tag");
        var others = List.of(keep("8", "assign_tag"), keep("9", "assign_tag"));
        database.execute("update queue set lane = 5");
        database.execute("update delivery set lane = 5");

        node.work();

        assertThat(effects())
                .containsExactlyInAnyOrder(
                        failing + "|Mirror.on",
                        others.get(0) + "|Mirror.on",
                        others.get(0) + "|Theirs.on",
                        others.get(1) + "|Mirror.on",
                        others.get(1) + "|Theirs.on");
        assertThat(states()).containsExactly("RETRYING", "PROCESSED", "PROCESSED");
    }

    @Test
    void settlesWhatIsOwedThoughMuchWaits() {
        theirs.work = FAILS;
        var owed = keep("7", "assign_tag");
        node.step();
        node.step();
        theirs.work = event -> effect("Theirs.on", event);
        database.execute("update observer_task set due_at = '%s'".formatted(NOON));
        for (int i = 0; i < 250; i++) {
            keep("8", "assign_tag");
        }

        for (int i = 0; i < 4; i++) {
            node.step();
        }

        assertThat(database.rows("select count(*) from queue"))
                .as("still waiting")
                .doesNotContain("0");
        assertThat(database.rows("select state from delivery where id = '%s'".formatted(owed)))
                .containsExactly("PROCESSED");
    }

    @Test
    void tellsOtherLeadsOfTheLaneThoughMuchIsOwed() {
        theirs.work = FAILS;
        for (int i = 0; i < 10; i++) {
            keep("7", "assign_tag");
            keep("7", "unassign_tag");
        }
        node.step();
        node.step();
        theirs.work = event -> effect("Theirs.on", event);
        var other = keep("8", "assign_tag");
        database.execute("update queue set lane = %d".formatted(Lane.of("i:7")));

        node.step();
        node.step();

        assertThat(database.rows("select state from delivery where id = '%s'".formatted(other)))
                .containsExactly("PROCESSED");
        assertThat(database.rows("select count(*) from observer_task where due_at <= '%s'".formatted(NOON)))
                .as("still owed")
                .doesNotContain("0");
    }

    @Test
    void takesAnErrorLikeAnyOtherFailure() {
        theirs.work = event -> {
            throw new StackOverflowError();
        };
        keep("7", "assign_tag");

        node.work();

        assertThat(states()).containsExactly("RETRYING");
        assertThat(mirror.told).hasSize(2); // once in vain, in the batch; once by itself
        assertThat(effects()).hasSize(1);
    }

    @Test
    void givesEveryAttemptAnEventOfItsOwn() {
        theirs.work = FAILS;
        keep("7", "assign_tag");

        node.work();

        assertThat(mirror.told).hasSize(2);
        assertThat(mirror.told.get(0).lead()).isNotSameAs(mirror.told.get(1).lead());
    }

    @Test
    void parksWhatIsOwedByAnObserverThatIsNoLongerThere() {
        node.givesUpAfter(2);
        theirs.work = FAILS;
        keep("7", "assign_tag");
        node.step();
        database.execute("update observer_task set observer = 'Renamed.on' where observer = 'Theirs.on'");

        node.work();

        assertThat(database.rows("select observer, state from observer_task")).containsExactly("Renamed.on|PARKED");
        assertThat(database.rows("select last_error from delivery"))
                .singleElement()
                .asString()
                .startsWith("Renamed.on: dev.kartrainbox.dispatch.UnknownObserverException");
    }

    @Test
    void makesNoTaskForWhatSomebodyElseWentOnWith() {
        theirs.work = event -> {
            database.execute("delete from queue"); // another node did it in between
            FAILS.accept(event);
        };
        keep("7", "assign_tag");

        node.work();

        assertThat(database.rows("select observer from observer_task")).isEmpty();
        assertThat(states()).containsExactly("RECEIVED");
    }

    @Test
    void tellsAnObserverBeforeCompletionInItsTransaction() {
        var before = node.observer(
                "Before.on", new FakeObserver(KartraEvent.class, 1).in(TransactionPhase.BEFORE_COMPLETION));
        theirs.work = FAILS;
        keep("7", "assign_tag");

        node.work();

        assertThat(before.told).isNotEmpty();
        assertThat(database.rows("select observer from observer_task")).containsExactly("Theirs.on");
    }

    @Test
    void tellsAnObserverAfterSuccessOnceWhenTheLastOneIsDone() {
        var after =
                node.observer("After.on", new FakeObserver(KartraEvent.class, 1).in(TransactionPhase.AFTER_SUCCESS));
        theirs.work = FAILS;
        keep("7", "assign_tag");
        node.work();
        assertThat(after.told).isEmpty();

        theirs.work = event -> {};
        node.at(NOON.plus(Duration.ofHours(1)));
        node.work();

        assertThat(after.told).hasSize(1);
        assertThat(states()).containsExactly("PROCESSED");
    }

    @Test
    void tellsAsynchronousObserversOnceWhenADeliveryIsProcessed() {
        node.observer("Async.on", new FakeObserver(KartraEvent.class, 1).async());
        keep("8", "assign_tag");
        node.work();
        assertThat(node.events.firedAsync()).hasSize(1);

        theirs.work = FAILS;
        keep("7", "assign_tag");
        node.work();
        assertThat(node.events.firedAsync()).hasSize(1);

        theirs.work = event -> {};
        node.at(NOON.plus(Duration.ofHours(1)));
        node.work();
        assertThat(node.events.firedAsync()).hasSize(2);
    }

    @Test
    void tellsAsynchronousObserversNothingOfABatchThatIsRolledBack() {
        node.observer("Async.on", new FakeObserver(KartraEvent.class, 1).async());
        theirs.work = event -> {
            if (event.lead().id().orElseThrow() == 7) {
                FAILS.accept(event);
            }
        };
        var told = keep("8", "assign_tag");
        keep("7", "assign_tag");
        database.execute("update queue set lane = 5");
        database.execute("update delivery set lane = 5");

        node.work();

        assertThat(node.events.firedAsync())
                .extracting(event -> event.envelope().deliveryId())
                .containsExactly(told);
    }

    @Test
    void survivesAnObserverThatFailsAfterSuccess() {
        var after =
                node.observer("After.on", new FakeObserver(KartraEvent.class, 1).in(TransactionPhase.AFTER_SUCCESS));
        after.work = FAILS;
        theirs.work = FAILS;
        keep("7", "assign_tag");
        node.work();
        theirs.work = event -> {};
        node.at(NOON.plus(Duration.ofHours(1)));

        node.work();

        assertThat(states()).containsExactly("PROCESSED");
    }

    @Test
    void owesNothingToWhoIsNotConcerned() {
        var sales = node.observer("Sales.on", ProductPurchased.class, 5);
        theirs.work = FAILS;
        keep("7", "assign_tag");

        node.work();

        assertThat(sales.told).isEmpty();
        assertThat(database.rows("select observer from observer_task")).containsExactly("Theirs.on");
    }

    @Test
    void notesThatAnObserverHungWithoutTellingItAgainAtOnce() {
        var hung = keep("7", "assign_tag");
        node.suspects.blame(hung.toString(), timedOut());

        node.step();

        assertThat(theirs.told).isEmpty();
        assertThat(database.rows("select observer, attempts, state from observer_task order by observer"))
                .containsExactly("Mirror.on|1|OPEN", "Theirs.on|1|OPEN");
        assertThat(database.rows("select state, last_error from delivery"))
                .containsExactly("RETRYING|dev.kartrainbox.dispatch.ObserverTimedOut at com.example.Theirs.on(17)");
        node.work();
        assertThat(states()).containsExactly("PROCESSED");
    }

    @Test
    void notesThatATaskHung() {
        theirs.work = FAILS;
        var id = keep("7", "assign_tag");
        node.step();
        node.suspects.blame(id + " Theirs.on", timedOut());
        int told = mirror.told.size();

        node.work();

        assertThat(mirror.told).hasSize(told + 1);
        assertThat(database.rows("select observer, attempts, state, last_error from observer_task"))
                .containsExactly(
                        "Theirs.on|2|OPEN|dev.kartrainbox.dispatch.ObserverTimedOut at com.example.Theirs.on(17)");
    }

    @Test
    void tellsWhatCameBeforeADeliveryThatHungFirst() {
        var before = keep("7", "assign_tag");
        var hung = keep("7", "unassign_tag");
        var after = keep("7", "assign_tag");
        node.suspects.blame(hung.toString(), timedOut());

        node.work();

        assertThat(theirs.told)
                .extracting(event -> event.envelope().deliveryId())
                .containsExactly(before, hung, after);
        assertThat(node.suspects.apart(List.of(claim(hung), claim(after)))).hasSize(2);
    }

    @Test
    void parksADeliveryThatTookTheServerWithItThreeTimes() {
        var deadly = keep("7", "assign_tag");
        var next = keep("7", "unassign_tag");
        node.suspects.blame(deadly.toString(), new HopelessException("in hand when the server died, 3 times"));

        node.work();

        assertThat(database.rows("select state, last_error from delivery order by id"))
                .containsExactly("PARKED|in hand when the server died, 3 times", "PROCESSED|-");
        assertThat(effects()).containsExactly(next + "|Mirror.on", next + "|Theirs.on");
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void parksATaskThatTookTheServerWithItThreeTimesAndTellsTheOthers() {
        theirs.work = FAILS;
        var id = keep("7", "assign_tag");
        node.step();
        node.suspects.blame(id + " Theirs.on", new HopelessException("in hand when the server died, 3 times"));

        node.work();

        assertThat(database.rows("select observer, attempts, state, last_error from observer_task"))
                .containsExactly("Theirs.on|1|PARKED|in hand when the server died, 3 times");
        assertThat(database.rows("select state, last_error from delivery"))
                .containsExactly("PARKED|Theirs.on: in hand when the server died, 3 times");
        assertThat(effects()).containsExactly(id + "|Mirror.on");
    }

    @Test
    void tellsSuspectsAlone() {
        var first = keep("7", "assign_tag");
        var suspect = keep("7", "unassign_tag");
        var last = keep("7", "assign_tag");
        node.suspects.suspect(Work.Batch.of(claim(suspect)));

        node.step();
        assertThat(theirs.told).hasSize(1);
        node.step();
        assertThat(theirs.told).hasSize(2);
        node.work();

        assertThat(theirs.told)
                .extracting(event -> event.envelope().deliveryId())
                .containsExactly(first, suspect, last);
    }

    @Test
    void settlesNothingOnceTheWorkerIsWrittenOff() {
        theirs.work = event -> {
            hand.writeOffBeyond(Duration.ZERO, System.nanoTime());
            FAILS.accept(event);
        };
        keep("7", "assign_tag");
        node.hands.take(hand);
        hand.begin();

        assertThatThrownBy(node::step).isInstanceOf(CancellationException.class);

        assertThat(database.rows("select observer from observer_task")).isEmpty();
        assertThat(database.rows("select state, last_error from delivery")).containsExactly("RECEIVED|-");
    }

    @Test
    void rollsBackWhatWentWellOnlyAfterTheWorkerWasWrittenOff() {
        theirs.work = event -> hand.writeOffBeyond(Duration.ZERO, System.nanoTime());
        keep("7", "assign_tag");
        node.hands.take(hand);
        hand.begin();

        assertThatThrownBy(node::step).isInstanceOf(CancellationException.class);

        assertThat(database.rows("select state, last_error from delivery")).containsExactly("RECEIVED|-");
        assertThat(database.rows("select lead_key from queue")).hasSize(1);
    }

    @Test
    void findsWhoIsToBlameWhileEachDeliveryIsToldByItself() {
        var seen = new ArrayList<String>();
        theirs.work = event -> {
            seen.add(String.valueOf(hand.look().culprit().orElse("nobody")));
            if (event.lead().id().orElseThrow() == 7) {
                FAILS.accept(event);
            }
        };
        var failing = keep("7", "assign_tag");
        var other = keep("8", "assign_tag");
        database.execute("update queue set lane = 5");
        database.execute("update delivery set lane = 5");
        node.hands.take(hand);
        hand.begin();

        node.step();

        assertThat(seen).containsExactly(failing.toString(), failing.toString(), other.toString());
        assertThat(hand.look().told()).isNull();
    }

    /** This observer is the one of {@link Thrower}. */
    private void locate(String name) {
        node.observers.locate(name, method(Thrower.class));
    }

    private static Method method(Class<?> observer) {
        try {
            return observer.getDeclaredMethod("on", KartraEvent.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** Shows on the stack. */
    private static final class Thrower {

        private static void on(KartraEvent event) {
            FAILS.accept(event);
        }
    }

    /** So does this. */
    private static final class SecondThrower {

        private static void on(KartraEvent event) {
            throw new IllegalArgumentException("caused", new IllegalStateException("by " + event));
        }
    }

    private static ObserverTimedOut timedOut() {
        var where = new StackTraceElement("com.example.Theirs", "on", "Theirs.java", 17);
        return new ObserverTimedOut("Theirs.on", new StackTraceElement[] {where}, false);
    }

    private static Claim claim(UUID id) {
        return new Claim(id, 5, "i:7", false, false, false);
    }

    private void effect(String observer, KartraEvent event) {
        node.entityManager
                .createNativeQuery("insert into effect values (?1, ?2)")
                .setParameter(1, event.envelope().deliveryId())
                .setParameter(2, observer)
                .executeUpdate();
    }

    private static List<String> effects() {
        return database.rows("select delivery_id, observer from effect order by delivery_id, observer");
    }

    private static List<String> states() {
        return database.rows("select state from delivery order by id");
    }

    private UUID keep(String lead, String action) {
        var body =
                "{\"lead\":{\"id\":%s},\"action\":\"%s\",\"action_details\":{\"tag\":{\"tag_id\":5,\"tag_name\":\"A\"}}}"
                        .formatted(lead, action)
                        .getBytes(StandardCharsets.UTF_8);
        return database.keeps(ids.next(), NOON, FirstLook.at(body, null), body).id();
    }
}
