package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kartrainbox.Database;
import dev.kartrainbox.Sender;
import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.inbox.MigratedDatabase;
import dev.kartrainbox.inbox.Origin;
import dev.kartrainbox.inbox.Queued;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What has to cost the database little when very much waits: to find what is next, and to note that it is done. */
class BacklogIT {

    private static final Duration LIMIT = Duration.ofMillis(20);
    private static final int ROUNDS = 3;

    /** By then, most of what a take runs is compiled. */
    private static final int WARM_UP = 100;

    private static final int BATCHES = 50;
    private static final int MAX_BATCH = 50;

    /** Of a database, on PostgreSQL. */
    private static final int MAX_NAME = 63;

    private static final String TAKE = "take a batch";
    private static final String LOOK_AROUND = "look around a batch";

    private MigratedDatabase migrated;
    private Database database;
    private Connection open; // without one, H2 closes the database after each statement, and opens it for the next
    private EntityManagerFactory entities;

    private final Ids ids = new Ids();
    private final TreeMap<String, List<Long>> nanos = new TreeMap<>();

    /** Each backlog has a database of its own: what PostgreSQL has learned of one would mislead it about the next. */
    @BeforeEach
    void migrate(TestInfo test) throws SQLException {
        var name = "backlog_" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        var base = Path.of(System.getProperty("kartra.it.work"), System.getProperty("kartra.it.database"), name);
        database = Database.named(name.substring(0, Math.min(name.length(), MAX_NAME)), base);
        if (!Database.isPostgresql()) {
            database.executes("drop all objects delete files"); // of an earlier build
        }
        open = DriverManager.getConnection(database.url(), database.user(), database.password());
        migrated = MigratedDatabase.of(database);
        entities = migrated.entities();
        database.executes("analyze"); // as it is in life: the queue is empty most of the time
        if (!Database.isPostgresql()) {
            database.executes("set optimize_reuse_results 0"); // or it would find again what it has just found
        }
    }

    @AfterEach
    void close() throws SQLException {
        entities.close();
        open.close();
    }

    @Test
    void takesABatchInTimeWhere100000WaitOf10000Leads() {
        keep(100_000, i -> 1 + i % 10_000);

        takesInTime("100,000 deliveries of 10,000 leads", i -> i * 37);
    }

    @Test
    void takesABatchInTimeWhere50000OfOneLeadWait() {
        keep(50_000, i -> 1);

        takesInTime("50,000 deliveries of one lead", i -> i * 37);
    }

    @Test
    void takesABatchInTimeWhere10000TasksAreDueLater() {
        keep(20_000, i -> 1 + i % 10_000);
        owe(10_000, i -> 1 + i % 5_000, "now() + interval '1' hour");

        takesInTime("20,000 deliveries, 10,000 tasks due later", i -> i * 37);
    }

    @Test
    void takesABatchInTimeWhereTasksOfOneLeadWaitBehindOneThatIsDueLater() {
        keep(20_000, i -> 1);
        owe(5_000, i -> 1, "now()");
        database.executes(
                "update observer_task set due_at = now() + interval '1' hour where delivery_id = (select delivery_id from observer_task order by delivery_id limit 1)");

        takesInTime("20,000 deliveries, 5,000 tasks of one lead behind one that is due later", i -> Lane.of("i:1"));
    }

    @Test
    void takesABatchInTimeWhereTasksOfOneLeadAreDue() {
        keep(20_000, i -> 1);
        owe(5_000, i -> 1, "now()");

        takesInTime("20,000 deliveries, 5,000 tasks of one lead that are due", i -> Lane.of("i:1"));
    }

    /** Else each delivery that is processed has a new entry in all indexes of its table. */
    @Test
    @EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
    void processesDeliveriesWithoutRewritingTheirIndexes() {
        keep(1000, i -> i);

        long updated = 0;
        long inPlace = 0;
        try (var entityManager = entities.createEntityManager()) {
            for (int lane = 0; lane < Lane.COUNT; lane++) {
                entityManager.getTransaction().begin();
                updated -= updates("tuples_updated", entityManager);
                inPlace -= updates("tuples_hot_updated", entityManager);
                entityManager
                        .createQuery("select d from Delivery d where d.lane = :lane", Delivery.class)
                        .setParameter("lane", lane)
                        .getResultStream()
                        .forEach(delivery -> delivery.process(List.of("something"), Instant.now()));
                entityManager.flush();
                updated += updates("tuples_updated", entityManager);
                inPlace += updates("tuples_hot_updated", entityManager);
                entityManager.getTransaction().commit();
            }
        }

        assertThat(updated).isEqualTo(1000);
        assertThat(inPlace).isEqualTo(1000);
    }

    /** Of deliveries: by the transaction so far, and what the session had not reported when it began. */
    private static long updates(String which, EntityManager entityManager) {
        return ((Number) entityManager
                        .createNativeQuery("select pg_stat_get_xact_" + which + "('delivery'::regclass)")
                        .getSingleResult())
                .longValue();
    }

    private void keep(int count, IntToLongFunction lead) {
        var origin = new Origin("key-1", "203.0.113.24", "application/json", null, "");
        var deliveries = new ArrayList<Delivery>();
        var bodies = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            var body = Sender.tagAssigned(lead.applyAsLong(i), 1 + i, "tag").getBytes(StandardCharsets.UTF_8);
            deliveries.add(
                    new Delivery(ids.next(), Instant.now(), origin, Fingerprint.of(body), FirstLook.at(body, null)));
            bodies.add(body);
            if (bodies.size() == 1000 || i == count - 1) {
                migrated.keeps(deliveries, bodies);
                deliveries.clear();
                bodies.clear();
            }
        }
    }

    /** Tasks of deliveries that are no longer in the queue. */
    private void owe(int count, IntToLongFunction lead, String dueAt) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var leadKey = "i:" + lead.applyAsLong(i);
            rows.add("('%s', 'Theirs.on(KartraEvent)', %d, '%s', 2000, 1, %s, 'OPEN', false, false)"
                    .formatted(ids.next(), Lane.of(leadKey), leadKey, dueAt));
            if (rows.size() == 500 || i == count - 1) {
                database.executes(
                        "insert into observer_task (delivery_id, observer, lane, lead_key, priority, attempts, due_at, state, replayed, released) values "
                                + String.join(", ", rows));
                rows.clear();
            }
        }
    }

    private void takesInTime(String backlog, IntUnaryOperator lane) {
        measure(backlog + ", not analyzed", lane);
        database.executes("analyze");
        measure(backlog + ", analyzed", lane);
    }

    /** The best of some rounds counts: in others, something else ran on this machine. */
    private void measure(String backlog, IntUnaryOperator lane) {
        for (int round = 1; round <= ROUNDS; round++) {
            measureOnce(lane);
            System.out.printf("%s, round %d:%n", backlog, round);
            nanos.forEach((step, times) -> System.out.printf("    %-22s %s%n", step, summary(times)));
            if (isInTime(TAKE) && isInTime(LOOK_AROUND)) {
                return;
            }
        }
        fail("%s%n%s", backlog, plans());
    }

    private boolean isInTime(String step) {
        return percentile(nanos.get(step), 95).compareTo(LIMIT) < 0;
    }

    private void measureOnce(IntUnaryOperator lane) {
        try (var entityManager = entities.createEntityManager()) {
            var node = new Node(entityManager, event -> {});
            for (int i = 0; i < WARM_UP; i++) {
                take(node, lane.applyAsInt(i) % Lane.COUNT, EntityTransaction::rollback);
            }
            nanos.clear();
            for (int i = 0; i < BATCHES; i++) {
                take(node, lane.applyAsInt(i) % Lane.COUNT, EntityTransaction::commit);
            }
        }
    }

    /** How the database does each step. */
    private String plans() {
        try (var entityManager = entities.createEntityManager()) {
            var oldest = database.rows("select lane, delivery_id from queue order by delivery_id limit 1")
                    .get(0)
                    .split("\\|");
            int lane = Integer.parseInt(oldest[0]);
            var id = UUID.fromString(oldest[1]);
            var now = Instant.now().toString();
            return Stream.of(
                            plan(Lanes.DUE, lane, now, MAX_BATCH),
                            plan(Lanes.OWING, lane, now, 1),
                            plan(Lanes.OWED, lane, now),
                            plan(sql(entityManager, Queued.PAGE_OF_LANE), lane, new UUID(0, 0)),
                            plan(sql(entityManager, ObserverTask.OWING).replace("IN ?", "IN (?)"), lane, "OPEN", "i:1"),
                            plan(Neighbors.AROUND.replace(":ids", "?"), id))
                    .collect(Collectors.joining(System.lineSeparator()));
        }
    }

    private static String sql(EntityManager entityManager, String query) {
        var named = entityManager.createNamedQuery(query).unwrap(DatabaseQuery.class);
        named.prepareCall(entityManager.unwrap(Session.class), new DatabaseRecord());
        return named.getSQLString();
    }

    private String plan(String sql, Object... parameters) {
        var literals = Stream.of(parameters)
                .map(parameter -> parameter instanceof Integer ? parameter.toString() : "'" + parameter + "'")
                .toList()
                .iterator();
        var bound = Pattern.compile("\\?\\d?")
                .matcher(sql)
                .replaceAll(mark -> literals.hasNext() ? literals.next() : "'?'");
        return String.join(
                System.lineSeparator(),
                database.rows((Database.isPostgresql() ? "explain (analyze, buffers) " : "explain analyze ")
                        + bound
                        + (bound.contains("limit") ? "" : " limit 50")));
    }

    /** What {@link Telling} does, without telling anybody. */
    private void take(Node node, int from, Consumer<EntityTransaction> end) {
        var entityManager = node.entityManager;
        var now = Instant.now();
        entityManager.getTransaction().begin();
        long begin = System.nanoTime();
        var found = node.lanes.lockDue(from, now, MAX_BATCH);
        var lanes = found.isEmpty() ? node.lanes.lockDue(0, now, MAX_BATCH) : found;
        long locked = System.nanoTime();
        node.lanes.lockOwing(from, now);
        long owingLocked = System.nanoTime();
        node.lanes.owed(lanes.get(0), now).ifPresent(entityManager::remove);
        long owed = System.nanoTime();
        var claims =
                node.lanes.due(lanes, now, MAX_BATCH).stream().map(Claim::of).toList();
        assertThat(claims).isNotEmpty();
        long due = System.nanoTime();
        var deliveries = deliveries(claims, entityManager);
        long read = System.nanoTime();
        node.neighbors.of(deliveries);
        long around = System.nanoTime();
        node.reading.open(claims);
        long opened = System.nanoTime();
        node.tasks.owing(claims);
        long owing = System.nanoTime();
        note("  lock lanes", locked - begin);
        note("  lock one that owes", owingLocked - locked);
        note("  owed", owed - owingLocked);
        note("  due", due - owed);
        note("  owing", owing - opened);
        note(TAKE, due - begin + owing - opened);
        note(LOOK_AROUND, around - read);
        claims.forEach(claim -> entityManager.remove(entityManager.find(Queued.class, claim.deliveryId())));
        entityManager.flush();
        end.accept(entityManager.getTransaction());
        entityManager.clear();
    }

    private static List<Delivery> deliveries(List<Claim> claims, EntityManager entityManager) {
        return entityManager
                .createNamedQuery(Delivery.ALL_OF, Delivery.class)
                .setParameter("ids", claims.stream().map(Claim::deliveryId).toList())
                .getResultList();
    }

    private void note(String step, long took) {
        nanos.computeIfAbsent(step, none -> new ArrayList<>()).add(took);
    }

    private static String summary(List<Long> times) {
        return "p50 %.1f ms, p95 %.1f ms, max %.1f ms"
                .formatted(
                        millis(percentile(times, 50)), millis(percentile(times, 95)), millis(percentile(times, 100)));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static Duration percentile(List<Long> times, int percent) {
        var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return Duration.ofNanos(sorted[Math.max(0, sorted.length * percent / 100 - 1)]);
    }
}
