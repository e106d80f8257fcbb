package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.Witness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whether Kartra waits while what is old is deleted. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class RetentionIT {

    private static final int OLD = Integer.getInteger("kartra.it.old-bodies");
    private static final int PER_SECOND = 100;
    private static final Duration READY = Duration.ofSeconds(120);

    /** The server's code is compiled meanwhile, which takes processor time from the answers. */
    private static final Duration WARMING = Duration.ofSeconds(30);

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final Duration MARGIN = Duration.ofMillis(50);

    /** Ids of the year 2023, of bodies of about the size that Kartra sends. */
    private static final String OLD_IDS = "cast('0188' || lpad(to_hex(n), 8, '0') || '7' || lpad('', 19, '8') as uuid)";

    @Test
    void deletesWithoutSlowingTheAnswerDown() throws Exception {
        var database = Database.named("retention", null);
        try (var server = ServerProcess.named("retention", Wars.extended(), new HashMap<>(database.settings()))) {
            server.start().awaitReady(READY);
            database.executes(Witness.TABLE);
            database.awaitCount(1, "select count(*) from audit where operation = 'retain'"); // today's round is over
            fill(database);
            var cold = percentile(server, elapsed(WARMING));

            var before = percentile(server, elapsed(WINDOW));
            database.executes("update retention set due_at = now()");
            long begin = System.nanoTime();
            var meanwhile = percentile(
                    server, () -> database.count("select count(*) from audit where operation = 'retain'") == 2);
            var took = Duration.ofNanos(System.nanoTime() - begin);
            var after = percentile(server, elapsed(WINDOW));

            System.out.printf(
                    Locale.ROOT,
                    "retention of %d deliveries in %d s at %d requests/s: p99 of the answer %d ms before, %d ms meanwhile, %d ms after (%d ms cold)%n",
                    OLD,
                    took.toSeconds(),
                    PER_SECOND,
                    before.toMillis(),
                    meanwhile.toMillis(),
                    after.toMillis(),
                    cold.toMillis());
            assertThat(database.rows("select outcome from audit order by id desc limit 1"))
                    .containsExactly(OLD + " bodies and 0 entries of the audit deleted");
            assertThat(database.count("select count(*) from delivery_body where id < '0189"
                            + "0000-0000-0000-0000-000000000000'"))
                    .isZero();
            var undisturbed = before.compareTo(after) > 0 ? before : after;
            assertThat(meanwhile).isLessThan(undisturbed.multipliedBy(2).plus(MARGIN));
        }
    }

    private static void fill(Database database) {
        database.executes("insert into delivery_body select " + OLD_IDS
                + ", convert_to(rpad('{', 1900, md5(n::text)), 'UTF8') from generate_series(1, " + OLD + ") n");
        database.executes("""
                insert into delivery (id, received_at, surface, key_name, remote_address, headers, length, sha256, action,
                    lead_key, lead_id, lane, state, repaired, late)
                select %s, now(), 'outbound', 'key-1', '203.0.113.24', 'Host: example.org', 1900, sha256('a'), 'assign_tag',
                    'i:' || n, n, n %% 64, 'PROCESSED', false, false from generate_series(1, %d) n""".formatted(OLD_IDS, OLD));
        database.executes("analyze");
    }

    private static BooleanSupplier elapsed(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() > end;
    }

    /** What 99 of 100 answers took at most, until then. */
    private static Duration percentile(ServerProcess server, BooleanSupplier until) {
        var load = SteadyLoad.of(new Sender(server.url()), PER_SECOND);
        Await.until(until, LIMIT);
        load.stop();
        assertThat(load.answers()).allMatch(answer -> answer.status() == 200);
        var took = new Histogram(3);
        load.answers().forEach(answer -> took.recordValue(answer.took().toNanos()));
        return Duration.ofNanos(took.getValueAtPercentile(99));
    }
}
