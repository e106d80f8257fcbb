package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.Work.Batch;
import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Queued;
import dev.kartrainbox.inbox.WritingTurn;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The transactions in which observers are told: the lock on the lane, what the observers write, and the mark that they were
 * told commit together or not at all. What works costs one commit for a batch of deliveries.
 */
@ApplicationScoped
public class Telling {

    private static final Logger LOG = System.getLogger(Telling.class.getName());

    /** Which turns are those of what is owed. */
    private static final int EVERY = 4;

    private static final Duration MAX_TIME = Duration.ofMillis(100);

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    WritingTurn turn;

    @Inject
    Lanes lanes;

    @Inject
    Reading reading;

    @Inject
    Duplicates duplicates;

    @Inject
    Tasks tasks;

    @Inject
    Separation separation;

    @Inject
    Drift drift;

    @Inject
    Aftermath aftermath;

    @Inject
    Suspects suspects;

    @Inject
    Hands hands;

    @Inject
    DispatchMeters meters;

    @Inject
    Event<UpcomingEvents> upcoming;

    @Inject
    Event<KartraEvent> events;

    @Inject
    Clock clock;

    private final AtomicInteger turns = new AtomicInteger();

    /**
     * Takes lanes that nobody else works on, and tells what is due on them: what one observer owes one delivery, or the oldest
     * deliveries of a lane; where these are few, with those of the next lanes.
     *
     * @param fromLane this lane or later ones
     * @param inHand told what it is before anything happens to it, so that a failure can be settled
     * @return the last lane that was looked at; empty if no lane from this one on has anything due
     */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public OptionalInt next(int fromLane, Consumer<Work> inHand) {
        boolean owedFirst = isTheTurnOfWhatIsOwed();
        var locked = lock(fromLane, owedFirst);
        if (locked.isEmpty()) {
            return OptionalInt.empty();
        }
        int lane = locked.get(0);
        Optional<Work> done = owedFirst
                ? settleOwed(lane, inHand).or(() -> tellDue(locked, inHand))
                : tellDue(locked, inHand).or(() -> settleOwed(lane, inHand));
        flush();
        return OptionalInt.of(done.map(Work::lane).orElseGet(() -> locked.get(locked.size() - 1)));
    }

    /**
     * In turns: an observer that owes much must not keep other leads waiting, nor they it. Most turns are of what nobody was told
     * yet; what is owed has waited already.
     */
    private boolean isTheTurnOfWhatIsOwed() {
        return turns.getAndIncrement() % EVERY == 0;
    }

    private List<Integer> lock(int fromLane, boolean owedFirst) {
        var now = clock.instant();
        var locked = owedFirst ? lanes.lockOwing(fromLane, now) : lanes.lockDue(fromLane, now, Batch.MOST);
        if (!locked.isEmpty()) {
            return locked;
        }
        return owedFirst ? lanes.lockDue(fromLane, now, Batch.MOST) : lanes.lockOwing(fromLane, now);
    }

    private Optional<Work> settleOwed(int lane, Consumer<Work> inHand) {
        return lanes.owed(lane, clock.instant()).map(task -> {
            var owed = Owed.of(task);
            inHand.accept(owed);
            tasks.settle(task);
            return owed;
        });
    }

    private Optional<Work> tellDue(List<Integer> locked, Consumer<Work> inHand) {
        var due = lanes.due(locked, clock.instant(), Batch.MOST);
        var claims = suspects.apart(due.stream().map(Claim::of).toList());
        if (claims.isEmpty()) {
            return Optional.empty();
        }
        var batch = new Batch(claims);
        inHand.accept(batch);
        tell(claims);
        return Optional.of(batch);
    }

    /** Tells one delivery by itself, unless somebody else went on with it since the batch that it was in was rolled back. */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void alone(Claim claim) {
        if (lanes.lockAgain(claim).isPresent()) {
            tell(List.of(claim));
            flush();
        }
    }

    /**
     * Tells a delivery that failed by itself to all but those observers that threw; they get a task each. Nothing where somebody
     * else went on with it meanwhile.
     *
     * @param failures what they threw
     */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void without(List<Throwable> failures, Claim claim) {
        if (lanes.lockAgain(claim).isPresent()) {
            tell(List.of(claim), failures);
            flush();
        }
    }

    /**
     * Makes a task for each observer of a delivery that failed by itself, so that those who can are done and who fails is known.
     * Nothing where somebody else went on with it meanwhile.
     */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void isolate(Claim claim, Throwable failure) {
        if (lanes.lockAgain(claim).isEmpty()) {
            return;
        }
        for (var opened : reading.open(List.of(claim))) {
            var before = opened.delivery().state();
            if (!isHeldBack(opened)) {
                separation.owe(opened, failure);
            }
            meters.moved(opened.delivery(), before);
        }
        dequeue(List.of(claim));
        flush();
    }

    /** Gives a delivery up of which not even its observers can be found out, or that is not to be tried again. */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void giveUp(Claim claim, String error) {
        if (lanes.lockAgain(claim).isPresent()) {
            var delivery = entityManager.getReference(Delivery.class, claim.deliveryId());
            var before = delivery.state();
            delivery.park(error);
            meters.moved(delivery, before);
            dequeue(List.of(claim));
            flush();
            LOG.log(Level.ERROR, "{0} PARKED: {1}. Mend the cause, then replay it", claim.deliveryId(), error);
        }
    }

    private void tell(List<Claim> claims) {
        tell(claims, List.of());
    }

    private void tell(List<Claim> claims, List<Throwable> failures) {
        var opened = reading.open(claims);
        opened.forEach(delivery -> drift.add(delivery.event()));
        var readable = opened.stream().map(Opened::claim).collect(Collectors.toSet());
        var done = new ArrayList<>(
                claims.stream().filter(claim -> !readable.contains(claim)).toList());
        done.addAll(tellReadable(claims, opened, failures));
        dequeue(done);
    }

    /** Those that were told; no more than there is time for. */
    private List<Claim> tellReadable(List<Claim> claims, List<Opened> opened, List<Throwable> failures) {
        var told = new ArrayList<Claim>();
        if (opened.isEmpty()) {
            return told;
        }
        var owing = tasks.owing(claims);
        var batch = new UpcomingEvents(opened.stream().map(Opened::event).toList());
        turn.during(() -> upcoming.fire(batch));
        long begin = System.nanoTime();
        for (var delivery : opened) {
            var before = delivery.delivery().state();
            tell(delivery, owing.getOrDefault(delivery.claim().leadKey(), Set.of()), failures);
            meters.told(delivery, before);
            told.add(delivery.claim());
            if (System.nanoTime() - begin > MAX_TIME.toNanos()) {
                break; // the rest stays queued: a lock that is held for long makes others wait
            }
        }
        return told;
    }

    /** Of those who owe the lead something, and of those who threw, each is told by itself, the others at once. */
    private void tell(Opened opened, Set<String> owing, List<Throwable> failures) {
        if (isHeldBack(opened)) {
            return;
        }
        if (opened.claim().rebuild() || !owing.isEmpty() || !failures.isEmpty()) {
            separation.tellOthers(opened, owing, failures);
            return;
        }
        hands.tell(opened, () -> events.fire(opened.event()));
        opened.delivery().process(opened.event().unexpected(), clock.instant());
        aftermath.ofFired(opened.event());
    }

    /** Whether it repeats another delivery, so that nobody is told. */
    private boolean isHeldBack(Opened opened) {
        if (opened.claim().rebuild()) {
            return false; // it was told before
        }
        var repeated = duplicates.of(opened);
        repeated.ifPresent(by -> {
            opened.delivery().duplicate(by.earlier(), by.reason());
            LOG.log(Level.INFO, "{0} DUPLICATE of {1}: {2}", opened.delivery().id(), by.earlier(), by.reason());
        });
        return repeated.isPresent();
    }

    /** After the rows of the deliveries: operators lock them in that order, too. */
    private void dequeue(List<Claim> done) {
        turn.take();
        entityManager.flush();
        entityManager
                .createNamedQuery(Queued.DEQUEUE)
                .setParameter("ids", done.stream().map(Claim::deliveryId).toList())
                .executeUpdate();
    }

    /** Now, not at the commit: what fails there is logged by the server, with everything that it names. */
    private void flush() {
        turn.take();
        entityManager.flush();
        hands.beforeCommit();
    }
}
