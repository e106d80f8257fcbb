package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.dispatch.Work.Batch;
import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.CountedTurn;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.TagAssigned;
import dev.kartrainbox.kartra.UpcomingEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TellingTest {

    private static final String ASSIGN_TAG =
            "{\"lead\":{\"id\":7},\"action\":\"assign_tag\",\"action_details\":{\"tag\":{\"tag_id\":5,\"tag_name\":\"A\",\"more\":1}}}";

    private static InMemoryDatabase database;

    private final Ids ids = new Ids();
    private Consumer<KartraEvent> observer = event -> {};
    private Node node;

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
        node = new Node(database, event -> observer.accept(event));
    }

    @AfterEach
    void forget() {
        node.entityManager.close();
        database.forget();
    }

    @Test
    void firesTheEventOfADelivery() {
        var id = keep(ASSIGN_TAG);

        var lane = next();

        assertThat(lane).hasValue(Lane.of("i:7"));
        assertThat(node.events.fired()).singleElement().isInstanceOfSatisfying(TagAssigned.class, event -> {
            assertThat(event.tag().id()).contains(5L);
            assertThat(event.envelope()).isEqualTo(new Envelope(id, NOON, 1, false));
        });
        assertThat(node.inHand)
                .containsExactly(new Batch(List.of(new Claim(id, Lane.of("i:7"), "i:7", false, false, false))));
    }

    @Test
    void takesItsTurnBeforeItWrites() {
        var turn = new CountedTurn();
        node.telling.turn = turn;
        keep(ASSIGN_TAG);

        next();

        assertThat(turn.taken()).isPositive();
        assertThat(turn.lent()).isEqualTo(1);
    }

    @Test
    void marksADeliveryAsProcessed() {
        keep(ASSIGN_TAG);
        node.at(NOON.plusSeconds(3));

        next();

        assertThat(database.rows("select state, processed_at at time zone 'UTC', unexpected, last_error from delivery"))
                .containsExactly("PROCESSED|2026-04-20 12:00:03+00|UNKNOWN_KEY action_details.tag.more|-");
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void announcesAnEventBeforeItIsFired() {
        keep(ASSIGN_TAG);
        var announced = new ArrayList<UpcomingEvents>();
        observer = event -> announced.addAll(node.upcoming.fired());

        next();

        assertThat(announced).containsExactly(new UpcomingEvents(node.events.fired()));
    }

    @Test
    void tellsTheDeliveriesOfALaneTogetherInTheOrderOfReceipt() {
        var first = keep(ASSIGN_TAG);
        var second = keep(ASSIGN_TAG.replace(":5", ":6"));

        next();

        assertThat(node.events.fired())
                .extracting(event -> event.envelope().deliveryId())
                .containsExactly(first, second);
    }

    @Test
    void tellsTheFewDeliveriesOfSeveralLanesTogether() {
        var lanes = IntStream.rangeClosed(1, 5)
                .peek(lead -> keep(ofLead(lead)))
                .mapToObj(lead -> Lane.of("i:" + lead))
                .distinct()
                .sorted()
                .toList();

        var last = next();

        assertThat(lanes).hasSizeGreaterThan(1);
        assertThat(last).hasValue(lanes.get(lanes.size() - 1));
        assertThat(claimed()).extracting(Claim::lane).hasSize(5).isSorted();
        assertThat(database.rows("select distinct state from delivery")).containsExactly("PROCESSED");
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void keepsNoMoreThanAFewLanesFromGoingOn() {
        IntStream.rangeClosed(1, 40).forEach(lead -> keep(ofLead(lead)));

        next();

        assertThat(claimed().stream().map(Claim::lane).distinct()).hasSize(16);
    }

    @Test
    void leavesALaneToItselfThatHasABatchOfItsOwn() {
        var one = 1;
        var after = IntStream.rangeClosed(2, 100)
                .filter(lead -> Lane.of("i:" + lead) > Lane.of("i:" + one))
                .findFirst()
                .orElseThrow();
        keep(ofLead(one));
        IntStream.range(0, 50).forEach(i -> keep(ofLead(after)));

        next();

        assertThat(claimed()).extracting(Claim::leadKey).containsExactly("i:" + one);
    }

    @Test
    void findsNothingWhereNothingIsDue() {
        assertThat(next()).isEmpty();
        assertThat(node.inHand).isEmpty();
    }

    @Test
    void undoesEverythingWhenAnObserverFails() {
        var id = keep(ASSIGN_TAG);
        observer = event -> {
            throw new IllegalStateException("of an observer");
        };

        assertThatIllegalStateException().isThrownBy(this::next);

        assertThat(node.inHand)
                .singleElement()
                .isInstanceOfSatisfying(
                        Batch.class,
                        batch -> assertThat(batch.claims())
                                .extracting(Claim::deliveryId)
                                .containsExactly(id));
        assertThat(database.rows("select state from delivery")).containsExactly("RECEIVED");
        assertThat(database.rows("select delivery_id from queue")).containsExactly(id.toString());
    }

    @Test
    void quarantinesWhatCannotBeReadAndTellsNobody() {
        var contents = new Contents("assign_tag", 7L, null, "i:7", false, null);
        database.keeps(ids.next(), NOON, contents, "no JSON".getBytes(StandardCharsets.UTF_8));

        next();

        assertThat(node.events.fired()).isEmpty();
        assertThat(database.rows("select state, last_error from delivery"))
                .singleElement()
                .asString()
                .startsWith("QUARANTINED|not JSON at line 1, column ");
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void quarantinesADeliveryWhoseBodyIsGone() {
        keep(ASSIGN_TAG);
        database.execute("delete from delivery_body");

        next();

        assertThat(database.rows("select state, last_error from delivery"))
                .containsExactly("QUARANTINED|its body is no longer in the inbox");
    }

    @Test
    void takesADeliveryOffTheQueueThatIsGone() {
        keep(ASSIGN_TAG);
        database.execute("delete from delivery");

        next();

        assertThat(node.events.fired()).isEmpty();
        assertThat(database.rows("select delivery_id from queue")).isEmpty();
    }

    @Test
    void saysWhetherADeliveryIsReplayed() {
        keep(ASSIGN_TAG);
        database.execute("update queue set replayed = true");

        next();

        assertThat(node.events.fired())
                .singleElement()
                .extracting(KartraEvent::envelope)
                .extracting(Envelope::attempt, Envelope::replayed)
                .containsExactly(1, true);
    }

    private OptionalInt next() {
        return node.telling.next(0, node.inHand::add);
    }

    private List<Claim> claimed() {
        assertThat(node.inHand).hasSize(1);
        return ((Batch) node.inHand.get(0)).claims();
    }

    private static String ofLead(int id) {
        return ASSIGN_TAG.replace(":7", ":" + id);
    }

    private UUID keep(String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return database.keeps(ids.next(), NOON, FirstLook.at(bytes, null), bytes)
                .id();
    }
}
