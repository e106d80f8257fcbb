package dev.kartrainbox.inbox;

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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Keeps every notification before anyone understands it.
 *
 * <p>Requests that arrive together are written in one transaction by one of a few writers: that is what makes keeping as fast
 * as the database itself. All requests of one lead go through the same writer, so that they are kept in order.
 */
@ApplicationScoped
public class Inbox {

    private static final int WRITERS = 2;
    private static final long MAX_WAITING_BYTES = 64L << 20;

    @Inject
    Keeping keeping;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    Event<Kept> kept;

    @Resource
    ManagedThreadFactory threads;

    private final AtomicLong waitingBytes = new AtomicLong();
    private List<KeepWriter> writers = List.of();

    void start(@Observes @Priority(StartOrder.KEEPING) @Initialized(ApplicationScoped.class) Object start) {
        writers = IntStream.rangeClosed(1, WRITERS)
                .mapToObj(number -> new KeepWriter("kartra-inbox-writer-" + number, keeping, kept::fire))
                .toList();
        writers.forEach(writer -> writer.start(threads));
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        writers.forEach(KeepWriter::stop);
    }

    /**
     * Keeps the body.
     *
     * @return the delivery, once it is committed: on disk. Completes with {@link NotKeptException} where that could not be
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
