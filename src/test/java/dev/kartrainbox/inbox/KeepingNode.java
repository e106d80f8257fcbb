package dev.kartrainbox.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The parts that keep on one node, without a container: one writer, whose thread the test starts, and an upkeep it calls. */
final class KeepingNode {

    final MovableClock clock = new MovableClock();
    final List<Kept> told = Collections.synchronizedList(new ArrayList<>());
    final FakeKeeping database;
    final FailingDisk disk;
    final Outage outage;
    final Journal journal;
    final Attempts attempts;
    final Sweep sweep;
    final Upkeep upkeep;
    final KeepWriter writer;
    private final Recovery recovery;

    volatile boolean diskIsShort;
    private volatile SQLException whyAway;
    volatile RuntimeException whyUnfit;

    /** On this directory, with a database that takes everything, unless it is said to be away. */
    KeepingNode(Path directory) {
        this(directory, batch -> {});
    }

    KeepingNode(Path directory, FakeKeeping.Transaction transaction) {
        this(directory, new ArrayList<>(), transaction);
    }

    private KeepingNode(Path directory, List<List<Delivery>> committed, FakeKeeping.Transaction transaction) {
        database = new FakeKeeping(committed, transaction);
        disk = new FailingDisk(directory);
        outage = new Outage(clock, directory);
        recovery = Recovery.of(disk);
        journal = new Journal(disk, floor(), outage, recovery.firstFreeNumber());
        attempts = new Attempts(database, Threads.thatRun(), Duration.ofMillis(500));
        sweep = new Sweep(journal, database, attempts, outage, told::add);
        upkeep = new Upkeep(recovery, journal, new Opening(this::migrate, ready -> {}, clock), sweep, outage);
        writer = new KeepWriter("writer", attempts, journal, outage, told::add);
    }

    /** The same node after its process has ended and begun again, on the same disk and database. */
    KeepingNode restarted() {
        return new KeepingNode(disk.path(), new ArrayList<>(database.committed()), batch -> {});
    }

    private String migrate() throws SQLException {
        if (whyAway != null) {
            throw whyAway;
        }
        if (whyUnfit != null) {
            throw whyUnfit;
        }
        return "PostgreSQL";
    }

    private DiskFloor floor() {
        return new DiskFloor(Path.of("."), 1) {
            @Override
            boolean isReached() {
                return diskIsShort;
            }
        };
    }

    KeepingNode started() {
        upkeep.round();
        writer.start(Threads.thatRun());
        return this;
    }

    void databaseGoesAway() {
        whyAway = new SQLException("away", "08006");
        database.isAway(whyAway);
    }

    void databaseIsBack() {
        whyAway = null;
        database.isAway(null);
    }

    /** Asks for all of them to be kept; returns when each is answered. */
    void receives(List<Keep> keeps) {
        keeps.forEach(writer::add);
        awaitAnswers(keeps);
    }

    static void awaitAnswers(List<Keep> keeps) {
        for (var keep : keeps) {
            try {
                keep.done().handle((delivery, failure) -> delivery).get(20, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("not answered", e);
            }
        }
    }

    /** Records in all files of the journal. */
    List<Keep> journaled() {
        var keeps = new ArrayList<Keep>();
        try {
            for (var file : disk.files()) {
                if (file.toString().endsWith(Segment.SUFFIX)) {
                    try (var reader = SegmentReader.ofAll(file)) {
                        for (var keep = reader.next(); keep != null; keep = reader.next()) {
                            keeps.add(keep);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return keeps;
    }
}
