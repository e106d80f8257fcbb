package dev.kartrainbox.dispatch;

import dev.kartrainbox.binding.Binding;
import dev.kartrainbox.binding.UnreadableException;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.DeliveryBody;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads claimed deliveries with their bodies, and makes events of them: anew at every attempt. */
@ApplicationScoped
public class Reading {

    private static final Logger LOG = System.getLogger(Reading.class.getName());

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Binding binding;

    @Inject
    Neighbors neighbors;

    @Inject
    DispatchMeters meters;

    /** Those that can be read, in the same order; the others are quarantined. */
    List<Opened> open(List<Claim> claims) {
        var ids = claims.stream().map(Claim::deliveryId).toList();
        var deliveries = byId(Delivery.ALL_OF, Delivery.class, Delivery::id, ids);
        var bodies = byId(DeliveryBody.ALL_OF, DeliveryBody.class, DeliveryBody::id, ids);
        var neighborhoods = neighbors.of(deliveries.values());
        var opened = new ArrayList<Opened>();
        for (var claim : claims) {
            var delivery = deliveries.get(claim.deliveryId());
            if (delivery == null) {
                LOG.log(Level.WARNING, "{0} was queued, but is no longer in the inbox", claim.deliveryId());
                continue;
            }
            var neighborhood = Objects.requireNonNull(neighborhoods.get(claim.deliveryId()));
            if (neighborhood.overtaken() && !claim.replayed() && !claim.rebuild()) {
                delivery.comeLate();
            }
            var envelope = new Envelope(
                    delivery.id(),
                    delivery.receivedAt(),
                    1,
                    claim.replayed(),
                    claim.released(),
                    neighborhood.repeats(delivery),
                    delivery.isLate() || neighborhood.overtaken());
            event(delivery, bodies.get(claim.deliveryId()), envelope)
                    .ifPresent(event -> opened.add(new Opened(claim, delivery, neighborhood, event)));
        }
        return opened;
    }

    /** The event of a delivery to which an observer owes something; empty, and quarantined, if it can no longer be read. */
    Optional<KartraEvent> open(Delivery delivery, ObserverTask task) {
        var body = entityManager.find(DeliveryBody.class, delivery.id());
        var neighborhood =
                Objects.requireNonNull(neighbors.of(List.of(delivery)).get(delivery.id()));
        boolean overtaken = neighborhood.isNextTold(
                next -> entityManager.find(ObserverTask.class, new ObserverTask.Key(next, task.observer())) != null);
        var envelope = new Envelope(
                delivery.id(),
                delivery.receivedAt(),
                task.attempts() + 1,
                task.isReplayed(),
                task.isReleased(),
                neighborhood.repeats(delivery),
                delivery.isLate() || overtaken);
        return event(delivery, body, envelope);
    }

    private Optional<KartraEvent> event(Delivery delivery, @Nullable DeliveryBody body, Envelope envelope) {
        try {
            if (body == null) {
                throw new UnreadableException("its body is no longer in the inbox");
            }
            return Optional.of(binding.bind(
                    envelope, body.bytes(), delivery.contentEncoding().orElse(null)));
        } catch (UnreadableException e) {
            var before = delivery.state();
            delivery.quarantine(e.reason());
            meters.moved(delivery, before);
            LOG.log(Level.WARNING, "{0} QUARANTINED: {1}", delivery.id(), e.reason());
            return Optional.empty();
        }
    }

    private <T> Map<UUID, T> byId(String query, Class<T> type, Function<T, UUID> id, List<UUID> ids) {
        return entityManager
                .createNamedQuery(query, type)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(id, Function.identity()));
    }
}
