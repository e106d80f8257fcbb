package dev.kartrainbox.operations;

import static dev.kartrainbox.operations.Account.THEIRS;
import static dev.kartrainbox.operations.Account.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.kartra.ProductPurchased;
import dev.kartrainbox.kartra.TagEvent;
import dev.kartrainbox.operations.Replay.Outcome;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replaying many. */
class ReplaySelectionTest {

    private static final Selection TAGGED = new Selection(null, "assign_tag", null, null, null, null);

    private final Account account = new Account();
    private final Standalone operations = account.operations;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void tellsAllObserversAgainAndLeavesWhatWaits() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("unassign_tag", "\"id\":7", "A"));
        account.node.work();
        account.receives(tag("assign_tag", "\"id\":8", "A"));

        var outcome = operations.replay.all(TAGGED);
        account.node.work();

        assertThat(outcome).isEqualTo(Map.of(Outcome.QUEUED, 1L, Outcome.SKIPPED, 1L));
        assertThat(account.theirs.told)
                .extracting(event -> event.envelope().replayed())
                .containsExactlyInAnyOrder(false, false, true, false);
        assertThat(account.states()).containsOnly("PROCESSED");
    }

    @Test
    void replaysMoreThanFitIntoOneTransaction() {
        IntStream.range(0, 510).forEach(i -> account.receives(tag("assign_tag", "\"id\":7", "A")));
        account.database.execute("delete from queue");
        account.database.execute("update delivery set state = 'PROCESSED'");

        var outcome = operations.replay.all(new Selection(State.PROCESSED, null, null, null, null, "7"));

        assertThat(outcome).isEqualTo(Map.of(Outcome.QUEUED, 510L));
        assertThat(account.database.rows("select count(*) from queue")).containsExactly("510");
        assertThat(account.states()).containsOnly("RECEIVED");
    }

    @Test
    void tellsThoseOfALeadInOrder() {
        var ids = IntStream.range(0, 10)
                .mapToObj(i -> account.receives(tag(i % 2 == 0 ? "assign_tag" : "unassign_tag", "\"id\":7", "A")))
                .toList();
        account.node.work();
        account.theirs.told.clear();

        operations.replay.all(new Selection(null, null, "key-1", null, null, null));
        account.node.work();

        assertThat(account.theirs.told)
                .extracting(event -> event.envelope().deliveryId())
                .isEqualTo(ids);
    }

    @Test
    void hasOneObserverToldOfWhatItOwesAndOfNothingElse() {
        account.node.givesUpAfter(2);
        account.theirs.work = event -> {
            throw new IllegalStateException();
        };
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        account.theirs.work = event -> {};
        account.receives(tag("assign_tag", "\"id\":8", "A"));
        account.node.work();
        account.theirs.told.clear();
        account.mirrored.told.clear();
        assertThat(operations.replay.countOwed(TAGGED, THEIRS)).isEqualTo(1);

        var outcome = operations.replay.owed(TAGGED, THEIRS);
        account.node.work();

        assertThat(outcome).isEqualTo(Map.of(Outcome.OWED, 1L, Outcome.SKIPPED, 1L));
        assertThat(account.theirs.told).hasSize(1);
        assertThat(account.mirrored.told).isEmpty();
        assertThat(account.states()).containsOnly("PROCESSED");
    }

    @Test
    void tellsAnObserverThatWasAddedLaterOfThePastInOrder() {
        var first = account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        var last = account.receives(tag("unassign_tag", "\"id\":7", "A"));
        account.node.work();
        assertThat(account.states()).containsExactly("PROCESSED", "DUPLICATE", "PROCESSED");
        var added = account.node.observer("Added.on", TagEvent.class, 2000);
        account.node.listObservers();
        var all = new Selection(null, null, "key-1", null, null, null);
        assertThat(operations.replay.countOwed(all, "Added.on")).isZero();
        assertThat(operations.replay.countAnew(all, "Added.on")).isEqualTo(2);

        var outcome = operations.replay.anew(all, "Added.on");
        account.node.work();

        assertThat(outcome).isEqualTo(Map.of(Outcome.ANEW, 2L, Outcome.SKIPPED, 1L));
        assertThat(added.told)
                .extracting(event -> event.envelope().deliveryId())
                .containsExactly(first, last);
        assertThat(account.theirs.told).hasSize(2);
        assertThat(account.states()).containsExactly("PROCESSED", "DUPLICATE", "PROCESSED");
    }

    @Test
    void tellsNoObserverOfWhatDoesNotConcernIt() {
        var id = account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        account.node.observer("Sales.on", ProductPurchased.class, 2000);
        account.node.listObservers();

        assertThat(operations.replay.anew(TAGGED, "Sales.on")).isEqualTo(Map.of(Outcome.SKIPPED, 1L));
        assertThat(operations.transactions.run(() -> operations.replay.anew(id, "Nobody.on")))
                .isFalse();
        assertThat(operations.transactions.run(() -> operations.replay.anew(id, THEIRS)))
                .isTrue();
        account.node.work();
        assertThat(account.theirs.told).hasSize(2);
        assertThat(account.mirrored.told).hasSize(1);
    }
}
