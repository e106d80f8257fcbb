package dev.kartrainbox.dispatch;

import static dev.kartrainbox.dispatch.Node.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.KartraEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order an observer is told of a lead's deliveries, and what it learns of those that are out of it. */
class OrderTest {

    private static final Consumer<KartraEvent> FAILS = event -> {
        throw new IllegalStateException("of an observer");
    };

    private static InMemoryDatabase database;

    private final Ids ids = new Ids();
    private Node node;
    private FakeObserver theirs;

    @BeforeAll
    static void migrate() {
        database = InMemoryDatabase.migrated();
        database.execute(
                "create table effect (no bigint generated always as identity, observer varchar, delivery_id uuid, late boolean, repeat boolean)");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void open() {
        node = new Node(database, event -> {});
        node.observer("Mirror.on", KartraEvent.class, 1).work = event -> effect("Mirror.on", event);
        theirs = node.observer("Theirs.on", KartraEvent.class, 2);
        works();
    }

    @AfterEach
    void forget() {
        node.entityManager.close();
        database.forget();
    }

    @Test
    void keepsToTheOrderOfReceiptAcrossBatches() {
        var inOrder = keepMany(120);

        node.work();

        assertThat(told("Mirror.on")).isEqualTo(inOrder);
        assertThat(toldLate("Mirror.on")).isEmpty();
    }

    @Test
    void keepsToItAcrossBatchesTasksAndBatchesAgain() {
        var inOrder = new ArrayList<>(keepMany(60));
        var failing = inOrder.get(55);
        theirs.work = event -> {
            if (event.envelope().deliveryId().equals(failing)) {
                FAILS.accept(event);
            }
            effect("Theirs.on", event);
        };
        node.work();
        inOrder.addAll(keepMany(60));
        node.work();
        assertThat(told("Mirror.on")).as("who does not fail waits for nobody").containsExactlyElementsOf(inOrder);
        assertThat(told("Theirs.on")).containsExactlyElementsOf(inOrder.subList(0, 55));

        works();
        node.at(NOON.plus(Duration.ofHours(1)));
        node.work();
        inOrder.addAll(keepMany(60));
        node.work();

        assertThat(told("Theirs.on")).containsExactlyElementsOf(inOrder);
        assertThat(toldLate("Theirs.on")).isEmpty();
    }

    @Test
    void saysThatADeliveryIsLateWhenANewerOneOfItsLeadWasToldBefore() {
        var early = ids.next();
        var alsoEarly = ids.next();
        var inTime = keep(7, 0);
        node.work();
        keep(early, 7, 1); // of a server whose clock is behind
        keep(alsoEarly, 7, 2);
        var newest = keep(7, 3);
        var ofAnother = keep(8, 4);

        node.work();

        assertThat(toldLate("Mirror.on")).containsExactlyInAnyOrder(early, alsoEarly);
        assertThat(database.rows("select id from inbox where late order by id"))
                .containsExactly(early.toString(), alsoEarly.toString());
        assertThat(told("Mirror.on")).contains(inTime, newest, ofAnother);
    }

    @Test
    void saysThatADeliveryIsLateThatCameLateIntoTheDatabase() {
        var id = keep(7, 0);
        database.execute("update delivery set late = true");

        node.work();

        assertThat(toldLate("Mirror.on")).containsExactly(id);
    }

    @Test
    void saysToTheObserverAloneThatWasToldNewerOnesThatItsParkedDeliveryIsLate() {
        node.givesUpAfter(2);
        theirs.work = FAILS;
        var parked = keep(7, 0);
        node.work();
        works();
        keep(7, 1);
        node.work();
        database.execute("update observer_task set state = 'OPEN', attempts = 0");

        node.work();

        assertThat(toldLate("Theirs.on")).containsExactly(parked);
        assertThat(toldLate("Mirror.on")).isEmpty();
    }

    @Test
    void saysThatADeliveryRepeatsTheOneBeforeItThoughItIsToldAllTheSame() {
        keepVisit("https://example.org/a");
        keepVisit("https://example.org/a");
        keepVisit("https://example.org/b");
        keepVisit("https://example.org/a");

        node.work();

        assertThat(database.rows("select repeat from effect where observer = 'Mirror.on' order by no"))
                .containsExactly("FALSE", "TRUE", "FALSE", "FALSE");
    }

    private void works() {
        theirs.work = event -> effect("Theirs.on", event);
    }

    /** A row of the transaction, so that what is rolled back was not told. */
    private void effect(String observer, KartraEvent event) {
        node.entityManager
                .createNativeQuery("insert into effect (observer, delivery_id, late, repeat) values (?1, ?2, ?3, ?4)")
                .setParameter(1, observer)
                .setParameter(2, event.envelope().deliveryId())
                .setParameter(3, event.envelope().late())
                .setParameter(4, event.envelope().repeat())
                .executeUpdate();
    }

    private static List<UUID> told(String observer) {
        return ids("select delivery_id from effect where observer = '%s' order by no".formatted(observer));
    }

    private static List<UUID> toldLate(String observer) {
        return ids("select delivery_id from effect where observer = '%s' and late order by no".formatted(observer));
    }

    private static List<UUID> ids(String query) {
        return database.rows(query).stream().map(UUID::fromString).toList();
    }

    /** Of one lead, all different. */
    private List<UUID> keepMany(int count) {
        return IntStream.range(0, count).mapToObj(number -> keep(7, number)).toList();
    }

    private UUID keep(int lead, int tag) {
        return keep(ids.next(), lead, tag);
    }

    private UUID keep(UUID id, int lead, int tag) {
        return keep(
                id,
                "{\"lead\":{\"id\":%d},\"action\":\"assign_tag\",\"action_details\":{\"tag\":{\"tag_id\":%d}}}"
                        .formatted(lead, tag));
    }

    private void keepVisit(String page) {
        keep(
                ids.next(),
                "{\"lead\":{\"id\":7},\"action\":\"kartra_page_visit\",\"action_details\":{\"page\":\"%s\"}}"
                        .formatted(page));
    }

    private static UUID keep(UUID id, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        return database.keeps(id, NOON, FirstLook.at(body, null), body).id();
    }
}
