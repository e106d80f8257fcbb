package dev.kartrainbox.dispatch;

import dev.kartrainbox.binding.Binding;
import dev.kartrainbox.binding.UnreadableException;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.DeliveryBody;
import dev.kartrainbox.inbox.Queued;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The transaction in which a delivery is told to its observers: the lock on its lane, what the observers write, and the mark
 * that it is processed commit together or not at all.
 */
@ApplicationScoped
public class Telling {

    private static final Logger LOG = System.getLogger(Telling.class.getName());

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Lanes lanes;

    @Inject
    Binding binding;

    @Inject
    Drift drift;

    @Inject
    Event<UpcomingEvents> upcoming;

    @Inject
    Event<KartraEvent> events;

    @Inject
    Clock clock;

    /**
     * Tells the oldest due delivery of a lane that nobody else works on.
     *
     * @param fromLane this lane or a later one
     * @param inHand told which delivery it is before anything happens to it, so that a failure can be noted against it
     * @return the lane that was looked at; empty if no lane from this one on has anything due
     */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public OptionalInt next(int fromLane, Consumer<Claim> inHand) {
        var lane = lanes.lock(fromLane, clock.instant());
        if (lane.isPresent()) {
            lanes.oldestDue(lane.getAsInt(), clock.instant()).ifPresent(queued -> {
                inHand.accept(Claim.of(queued));
                tell(queued);
                // now, not at the commit: what fails there is logged by the server, with everything that it names
                entityManager.flush();
            });
        }
        return lane;
    }

    private void tell(Queued queued) {
        var delivery = entityManager.find(Delivery.class, queued.deliveryId());
        var claim = Claim.of(queued);
        entityManager.remove(queued);
        if (delivery == null) {
            LOG.log(Level.WARNING, "{0} was queued, but is no longer in the inbox", claim.deliveryId());
            return;
        }
        try {
            var event = bind(delivery, claim);
            drift.add(event);
            upcoming.fire(new UpcomingEvents(List.of(event)));
            events.fire(event);
            delivery.process(lines(event.unexpected()), clock.instant());
        } catch (UnreadableException e) {
            delivery.quarantine(e.reason());
            LOG.log(Level.WARNING, "{0} QUARANTINED: {1}", delivery.id(), e.reason());
        }
    }

    private KartraEvent bind(Delivery delivery, Claim claim) throws UnreadableException {
        var body = entityManager.find(DeliveryBody.class, delivery.id());
        if (body == null) {
            throw new UnreadableException("its body is no longer in the inbox");
        }
        var envelope = new Envelope(delivery.id(), delivery.receivedAt(), claim.attempt(), claim.replayed());
        return binding.bind(envelope, body.bytes(), delivery.contentEncoding().orElse(null));
    }

    private static String lines(List<Unexpected> unexpected) {
        return unexpected.stream().map(Unexpected::toString).collect(Collectors.joining("\n"));
    }
}
