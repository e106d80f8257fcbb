package dev.kartrainbox.bench;

import dev.kartrainbox.Database;
import dev.kartrainbox.PostgreSql;
import dev.kartrainbox.Sender;
import dev.kartrainbox.simulator.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether it stays as fast where much has come before. */
final class Growth {

    private static final double WANTED = 0.8;
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 100_000;
    private static final int OF_ONE_LEAD = 50_000;
    private static final int PROCESSED = 1_000_000;

    /** Of 200,000 leads, over 100 days. */
    private static final List<String> LOAD =
            List.of("""
            create table old as
            select n, (lpad(to_hex(1700000000000 + n * 8640), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
                    || substr(md5(n::text), 5, 15))::uuid as id, mod(n * 7919, 200000) + 1 as lead
            from generate_series(1::bigint, %d) n""".formatted(PROCESSED), """
            insert into delivery_body (id, bytes)
            select id, decode(repeat(md5(n::text), 8), 'hex') from old""", """
            insert into delivery (id, received_at, surface, key_name, remote_address, content_type, headers, length, sha256,
                action, lead_key, lead_id, lead_email, lane, state, processed_at, repaired, late)
            select id, to_timestamp((1700000000000 + n * 8640) / 1000.0), 'outbound', 'key-1', '203.0.113.7', 'application/json',
                repeat('h', 200), 128, sha256(n::text::bytea), 'assign_tag', 'i:' || lead, lead,
                'lead' || lead || '@example.org', lead % 64, 'PROCESSED', now(), false, false
            from old""", """
            insert into lead (lead_key, id, email)
            select 'i:' || n, n, 'lead' || n || '@example.org' from generate_series(1, 200000) n""", """
            insert into timeline (delivery_id, lead_key, action, subject, received_at)
            select id, 'i:' || lead, 'assign_tag', 'a tag', now() from old""", "drop table old", "vacuum analyze");

    private static final String FORGET_ALL = "truncate table queue, delivery, delivery_body";

    private final Bench bench;

    Growth(Bench bench) {
        this.bench = bench;
    }

    void measure() {
        try (var postgresql = PostgreSql.named("benchmark-nothing").start();
                var nothing = Rig.on(postgresql, 0)) {
            bench.warmUp(nothing);
            afterAMillion(nothing);
            whileMuchWaits(nothing);
            whileMuchOfOneLeadWaits(nothing);
        }
    }

    private void afterAMillion(Rig nothing) {
        var circumstances = "with 1,000,000 processed";
        try (var postgresql = PostgreSql.named("benchmark-million").start()) {
            try (var rig = Rig.on(postgresql, 0)) {
                load(rig.database());
                compareKeep(circumstances, rig, nothing);
                rig.leaveWaitingBehind();
            }
            try (var rig = Rig.on(postgresql, Bench.WORKERS)) {
                new Dispatch(bench).warmUp(rig);
                compareDispatch(circumstances, () -> rig.dispatch(bench.notifications(Dispatch.BACKLOG)));
            }
        }
    }

    private static void load(Database database) {
        LOAD.forEach(database::executes);
    }

    private void whileMuchWaits(Rig nothing) {
        try (var postgresql = PostgreSql.named("benchmark-waiting").start();
                var rig = Rig.on(postgresql, 0)) {
            rig.keep(bench.notifications(WAITING));
            compareKeep("with 100,000 waiting", rig, nothing);
        }
    }

    private void whileMuchOfOneLeadWaits(Rig nothing) {
        var circumstances = "with 50,000 waiting of one lead";
        try (var postgresql = PostgreSql.named("benchmark-one-lead").start()) {
            try (var rig = Rig.on(postgresql, 0)) {
                rig.keep(ofOneLead(0));
                compareKeep(circumstances, rig, nothing);
                rig.leaveWaitingBehind();
            }
            try (var rig = Rig.on(postgresql, Bench.WORKERS)) {
                new Dispatch(bench).warmUp(rig);
                var round = new AtomicInteger();
                compareDispatch(
                        circumstances,
                        () -> rig.dispatch(Stream.concat(
                                        ofOneLead(round.incrementAndGet()).stream(),
                                        bench.notifications(Dispatch.BACKLOG - OF_ONE_LEAD).stream())
                                .toList()));
            }
        }
    }

    /** In turns with a server that has nothing behind it: what else a machine does changes from minute to minute. */
    private void compareKeep(String circumstances, Rig rig, Rig nothing) {
        bench.warmUp(rig);
        nothing.database().executes(FORGET_ALL);
        var without = new ArrayList<Double>();
        var with = bench.repeated(() -> {
            without.add(kept(nothing));
            return kept(rig);
        });
        double ratio = addKeep(circumstances, with) / addKeep("without, in turns with that", without);
        bench.report.atLeast("keep " + circumstances + " ÷ without, " + Bench.over(CONNECTIONS), ratio, WANTED);
    }

    private double kept(Rig rig) {
        return bench.load(rig).atFullSpeed(CONNECTIONS, bench.time).allKept().perSecond();
    }

    private double addKeep(String circumstances, List<Double> perSecond) {
        return bench.report.add("keep, " + circumstances, Bench.over(CONNECTIONS), "/s", new Series(perSecond));
    }

    private void compareDispatch(String circumstances, Supplier<Double> measured) {
        double perSecond = bench.report.add(
                "dispatch, " + circumstances,
                "%,d waiting".formatted(Dispatch.BACKLOG),
                "/s",
                new Series(bench.repeated(measured)));
        bench.report.atLeast("dispatch " + circumstances + " ÷ without", perSecond / bench.dispatch(), WANTED);
    }

    /** Sent over all connections: who sends them does not wait for one another. */
    private static List<Outgoing> ofOneLead(int round) {
        return IntStream.range(0, OF_ONE_LEAD)
                .mapToObj(i -> new Outgoing(
                        Sender.tagAssigned(1, i, "tag " + round).getBytes(StandardCharsets.UTF_8), null, 200, "", i))
                .toList();
    }
}
