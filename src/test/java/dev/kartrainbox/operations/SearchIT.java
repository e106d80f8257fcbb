package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.Database;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.MigratedDatabase;
import dev.kartrainbox.inbox.State;
import jakarta.persistence.EntityManagerFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of search among a million deliveries, of 100,000 leads and 115 days. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class SearchIT {

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration ARRIVALS_LIMIT = Duration.ofSeconds(2);
    private static final int RUNS = 5;
    private static final int PAGE = 51;
    private static final long FIRST_MILLIS = 1_764_000_000_000L;
    private static final long STEP_MILLIS = 10_000;
    private static final long COUNT = 1_000_000;

    /** Ids as the inbox makes them, of the time of receipt. */
    private static final String ID =
            "(lpad(to_hex(%d + n * %d), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 5, 15))::uuid"
                    .formatted(FIRST_MILLIS, STEP_MILLIS);

    private static final List<String> LOAD = List.of(
            """
            insert into delivery (id, received_at, surface, key_name, remote_address, content_type, headers, length, sha256,
                action, lead_key, lead_id, lead_email, lane, state, processed_at, repaired, late, duplicate_of)
            select {id}, to_timestamp(({first} + n * {step}) / 1000.0), 'outbound',
                case when n % 50000 = 7 then 'leaked' else 'key-1' end, '203.0.113.7', 'application/json', repeat('h', 200),
                1900, sha256(n::text::bytea),
                case when n % 20 = 0 then 'buy_product' when n % 100000 = 7 then 'webinar_attended' else 'action_' || n % 20 end,
                'i:' || lead, lead, 'lead' || lead || '@example.org', n % 64,
                case when n > {count} - 500 then 'RECEIVED' when n % 5000 = 1 then 'PARKED' when n % 10000 = 2 then 'QUARANTINED'
                    when n % 100 = 21 then 'DUPLICATE' when n % 20000 = 4 then 'DISCARDED' when n % 20000 = 5 then 'RETRYING'
                    else 'PROCESSED' end,
                now(), false, false,
                case when n % 100 = 21 then (select {id} from (values (n - 1)) as earlier (n))::text end
            from (select n, n * 7919 % 100000 + 1 as lead from generate_series(1::bigint, {count}) n) numbered""",
            """
            insert into queue (delivery_id, lane, lead_key, due_at, replayed)
            select d.id, d.lane, d.lead_key, d.received_at, false from delivery d where d.state = 'RECEIVED'""",
            "insert into lead (lead_key, id, email) select 'i:' || n, n, 'lead' || n || '@example.org' from generate_series(1, 100000) n",
            """
            insert into lead_sighting (lead_key, email, first_seen_at, last_seen_at, delivery_id)
            select 'i:' || n, 'lead' || n || '@example.org', now(), now(), {id} from generate_series(1::bigint, 100000) n""",
            """
            insert into product (product_id, product_name, named_by)
            select n, 'Product ' || n, {id} from generate_series(1::bigint, 500) n""",
            """
            insert into sale (fact_key, action, lead_key, transaction_id, product_id, received_at, delivery_id)
            select 'buy_product:' || n, 'buy_product', 'i:' || (n * 7919 % 100000 + 1), n,
                case when n % 40 = 0 then 1 else n / 20 % 500 + 1 end, to_timestamp(({first} + n * {step}) / 1000.0), {id}
            from generate_series(20::bigint, {count}, 20) n""",
            "vacuum analyze");

    private static final Search ALL = search(null, null, null, null, null, null, null);

    private static Database database;
    private static EntityManagerFactory entities;
    private static final Deliveries DELIVERIES = new Deliveries();

    private static final Map<String, Search> SEARCHES = new LinkedHashMap<>();

    static {
        var middle = Instant.ofEpochMilli(FIRST_MILLIS + COUNT / 2 * STEP_MILLIS);
        SEARCHES.put("all", ALL);
        for (var state : State.values()) {
            SEARCHES.put("state " + state, search(state, null, null, null, null, null, null));
        }
        SEARCHES.put("common action", search(null, "buy_product", null, null, null, null, null));
        SEARCHES.put("rare action", search(null, "webinar_attended", null, null, null, null, null));
        SEARCHES.put("action that never came", search(null, "no_such_action", null, null, null, null, null));
        SEARCHES.put("common key", search(null, null, "key-1", null, null, null, null));
        SEARCHES.put("rare key", search(null, null, "leaked", null, null, null, null));
        SEARCHES.put(
                "hour", new Search(null, null, null, middle, middle.plus(Duration.ofHours(1)), null, null, null, null));
        SEARCHES.put(
                "parked in an hour",
                new Search(
                        State.PARKED, null, null, middle, middle.plus(Duration.ofHours(20)), null, null, null, null));
        SEARCHES.put("lead id", search(null, null, null, 731L, null, null, null));
        SEARCHES.put("e-mail address", search(null, null, null, null, "Lead731@example.org", null, null));
        SEARCHES.put("unknown e-mail address", search(null, null, null, null, "nobody@example.org", null, null));
        SEARCHES.put(
                "parked of an address", search(State.PARKED, null, null, null, "lead7920@example.org", null, null));
        SEARCHES.put("transaction", search(null, null, null, null, null, 500_020L, null));
        SEARCHES.put("popular product", search(null, null, null, null, null, null, 1L));
        SEARCHES.put("other product", search(null, null, null, null, null, null, 250L));
        SEARCHES.put("unknown product", search(null, null, null, null, null, null, 999L));
    }

    private static Search search(
            State state, String action, String key, Long leadId, String email, Long transaction, Long product) {
        return new Search(state, action, key, null, null, leadId, email, transaction, product);
    }

    static Stream<String> searches() {
        return SEARCHES.keySet().stream();
    }

    @BeforeAll
    static void load() {
        database = Database.named("search", null);
        var migrated = MigratedDatabase.of(database);
        LOAD.forEach(statement -> database.executes(statement
                .replace("{id}", ID)
                .replace("{first}", String.valueOf(FIRST_MILLIS))
                .replace("{step}", String.valueOf(STEP_MILLIS))
                .replace("{count}", String.valueOf(COUNT))));
        entities = migrated.entities();
        DELIVERIES.entityManager = entities.createEntityManager();
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @ParameterizedTest
    @MethodSource("searches")
    void isQuickAmongAMillion(String name) throws Exception {
        var search = SEARCHES.get(name);

        var quickest = Stream.generate(() -> time(search, null)).limit(RUNS).min(Duration::compareTo);

        var plan = plan(search);
        System.out.printf(
                "%n=== %s: %.1f ms%n%s%n", name, quickest.orElseThrow().toNanos() / 1e6, plan);
        assertThat(plan).doesNotContain("Seq Scan on delivery ");
        assertThat(quickest.orElseThrow()).isLessThan(LIMIT);
    }

    @Test
    void turnsPagesQuickly() {
        var middle = UUID.fromString(
                database.rows("select id from delivery where received_at >= to_timestamp(%d) order by id limit 1"
                                .formatted((FIRST_MILLIS + COUNT / 2 * STEP_MILLIS) / 1000))
                        .get(0));

        var quickest = Stream.generate(() -> time(ALL, middle)).limit(RUNS).min(Duration::compareTo);

        assertThat(quickest.orElseThrow()).isLessThan(LIMIT);
    }

    @Test
    void findsWhatIsThere() {
        assertThat(found("rare action"))
                .hasSize(10)
                .allMatch(delivery ->
                        delivery.action().filter("webinar_attended"::equals).isPresent());
        assertThat(found("rare key")).hasSize(20);
        assertThat(found("lead id"))
                .hasSize(10)
                .allMatch(delivery -> delivery.leadKey().equals("i:731"));
        assertThat(found("e-mail address")).isEqualTo(found("lead id"));
        assertThat(found("unknown e-mail address")).isEmpty();
        assertThat(found("transaction"))
                .hasSize(2)
                .map(Delivery::state)
                .containsExactly(State.DUPLICATE, State.PROCESSED);
        assertThat(found("state RECEIVED")).hasSize(PAGE);
        assertThat(found("hour")).hasSize(PAGE);
        assertThat(found("unknown product")).isEmpty();
    }

    @Test
    void countsQuickly() {
        var quickest =
                Stream.generate(() -> time(DELIVERIES::counts)).limit(RUNS).min(Duration::compareTo);

        System.out.printf(
                "%n=== counts by state: %.1f ms%n", quickest.orElseThrow().toNanos() / 1e6);
        assertThat(quickest.orElseThrow()).isLessThan(LIMIT);
        assertThat(DELIVERIES.counts())
                .containsEntry(State.RECEIVED, 500L)
                .containsEntry(State.PARKED, 200L)
                .containsEntry(State.DUPLICATE, 9_995L);
        assertThat(DELIVERIES.counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(COUNT);
    }

    /** Those of 24 hours and a week before, and all that lies between: for the silence of actions. */
    @Test
    void countsArrivalsQuickly() throws Exception {
        var statements = new LinkedHashMap<String, Search.Condition>();
        var queries = new ArrivalQueries() {
            @Override
            List<?> rows(Search.Condition statement) {
                statements.put(statement.text(), statement);
                return super.rows(statement);
            }
        };
        queries.entityManager = DELIVERIES.entityManager;
        var count = new ArrivalCount(queries, ZoneId.of("America/New_York"));
        var now = Instant.ofEpochMilli(FIRST_MILLIS + COUNT * STEP_MILLIS + 1);

        var first = time(() -> count.at(now, List.of()));
        var next = time(() -> count.at(now.plusSeconds(15), List.of()));

        System.out.printf("%n=== arrivals: %.1f ms, then %.1f ms%n", first.toNanos() / 1e6, next.toNanos() / 1e6);
        assertThat(first).isLessThan(ARRIVALS_LIMIT);
        assertThat(next).isLessThan(LIMIT);
        var figures = count.at(now, List.of());
        assertThat(figures.hours().get(12).deliveries()).isEqualTo(360);
        assertThat(figures.lastFiveMinutes()).isEqualTo(30);
        assertThat(figures.actions().stream().filter(action -> action.lastArrival() != null))
                .extracting(ArrivalFigures.OfAction::action)
                .containsExactly("buy_product", "(other)");
        assertThat(figures.keys()).extracting(ArrivalFigures.OfKey::name).containsExactly("key-1", "leaked");
        for (var statement : statements.values()) {
            assertThat(plan(statement)).doesNotContain("Seq Scan on delivery ");
        }
    }

    private static List<Delivery> found(String name) {
        return DELIVERIES.search(SEARCHES.get(name), null, PAGE);
    }

    private static Duration time(Search search, UUID before) {
        return time(() -> DELIVERIES.search(search, before, PAGE));
    }

    private static Duration time(Runnable look) {
        DELIVERIES.entityManager.clear();
        long start = System.nanoTime();
        look.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The way that PostgreSQL would go, a line for each step. */
    private static String plan(Search search) throws SQLException {
        return plan(Deliveries.statement(search.alternatives(DELIVERIES.leadKeys(search)), null, PAGE));
    }

    private static String plan(Search.Condition statement) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var explain = connection.prepareStatement("explain (costs off) " + statement.text())) {
            for (int i = 0; i < statement.values().size(); i++) {
                explain.setObject(i + 1, statement.values().get(i));
            }
            var plan = new StringJoiner("\n");
            try (var line = explain.executeQuery()) {
                while (line.next()) {
                    plan.add("    " + line.getString(1));
                }
            }
            return plan.toString();
        }
    }
}
