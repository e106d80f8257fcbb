package dev.kartrainbox.inbox;

import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every notification before anyone understands it.
 *
 * <p>Requests that arrive together are written in one transaction by one of a few writers: that is what makes keeping as fast
 * as the database itself. All requests of one lead go through the same writer, so that they are kept in order. While the database
 * is away they go to the journal.
 */
@ApplicationScoped
public class Inbox {

    private static final int WRITERS = 2;
    private static final long MAX_WAITING_BYTES = 64L << 20;

    /** With the journal's own time an answer takes less than two seconds. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    @Inject
    Keeping keeping;

    @Inject
    Schema schema;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    Event<Kept> kept;

    @Inject
    Event<SchemaReady> ready;

    @Resource
    ManagedThreadFactory threads;

    /** For the migrations of a normal start; what takes longer is done in the background. */
    Duration opening = Duration.ofSeconds(20);

    private final AtomicLong waitingBytes = new AtomicLong();
    private List<KeepWriter> writers = List.of();
    private @Nullable Parts parts;

    /** What is made at the start, and ended. */
    private record Parts(Attempts attempts, Journal journal, Outage outage, Upkeep upkeep) {}

    void start(@Observes @Priority(StartOrder.KEEPING) @Initialized(ApplicationScoped.class) Object start) {
        var made = make();
        parts = made;
        writers = IntStream.rangeClosed(1, WRITERS)
                .mapToObj(number -> new KeepWriter(
                        "kartra-inbox-writer-" + number, made.attempts, made.journal, made.outage, kept::fire))
                .toList();
        writers.forEach(writer -> writer.start(threads));
        made.upkeep.start(threads);
        made.upkeep.awaitOpening(opening);
    }

    private Parts make() {
        var directory = new JournalDirectory(settings.journalDirectory());
        var recovery = Recovery.of(directory);
        var outage = new Outage(clock, directory.path());
        var floor = new DiskFloor(directory.path(), settings.diskFloor());
        var journal = new Journal(directory, floor, outage, recovery.firstFreeNumber());
        var attempts = new Attempts(keeping, threads, PATIENCE);
        var sweep = new Sweep(journal, keeping, attempts, outage, kept::fire);
        var opening = new Opening(
                schema::migrate,
                database -> {
                    if (database.isEmbedded()) {
                        attempts.respect(new DiskFloor(settings.directory(), settings.diskFloor()));
                    }
                    ready.fire(database);
                },
                clock);
        return new Parts(attempts, journal, outage, new Upkeep(recovery, journal, opening, sweep, outage));
    }

    /** First the upkeep, which may be about to start others; last the journal, to which the writers may turn. */
    void stop(@Observes @Priority(StartOrder.STOP_KEEPING) @BeforeDestroyed(ApplicationScoped.class) Object end) {
        var made = parts;
        if (made == null) {
            return;
        }
        made.upkeep.stop();
        writers.forEach(KeepWriter::stop);
        made.attempts.stop();
        made.journal.close();
    }

    /** Whether all threads are there that keeping needs. */
    public boolean isRunning() {
        var made = parts;
        return made != null && made.upkeep.isRunning() && writers.stream().allMatch(KeepWriter::isRunning);
    }

    /** Whether the database could keep something now. Asks it, unless it is known to be away, for as long as a keep would. */
    public boolean databaseAnswers() {
        var made = parts;
        if (made == null || made.outage.isOn()) {
            return false;
        }
        try {
            made.attempts.insertMissing(List.of());
            return true;
        } catch (Exception away) {
            return false;
        }
    }

    /** Whether the journal could keep something now. Writes to its disk, and so may take as long as that does. */
    public boolean journalTakes() {
        var made = parts;
        return made != null && made.journal.isWritable();
    }

    /** How keeping stands. May wait for the journal's disk. */
    public Standing standing() {
        var made = parts;
        return made == null
                ? new Standing(Optional.empty(), 0, 0)
                : new Standing(made.outage.since(), made.journal.waiting(), made.journal.bytes());
    }

    /**
     * Keeps the body.
     *
     * @return the delivery, once it is on disk: committed, or in the journal. Completes with {@link NotKeptException} where that could not be
     *     confirmed; it may have been kept all the same
     */
    public CompletionStage<Delivery> keep(Origin origin, Contents contents, byte[] body) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var keep = new Keep(new Delivery(ids.next(), now, origin, Fingerprint.of(body), contents), body);
        if (waitingBytes.addAndGet(body.length) > MAX_WAITING_BYTES) {
            keep.fail(new NotKeptException("too much is waiting to be kept already", null));
        } else {
            writers.get(keep.delivery().lane() % WRITERS).add(keep);
        }
        return keep.done().whenComplete((delivery, failure) -> waitingBytes.addAndGet(-body.length));
    }
}
