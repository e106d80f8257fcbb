package dev.kartrainbox.operations;

import dev.kartrainbox.dispatch.Duplicates;
import dev.kartrainbox.dispatch.Subscription;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Repetition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the inbox knows that matters for a notification to come: which delivery it would repeat, and who would be told. */
@ApplicationScoped
public class Precedents {

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** The delivery that the event, made of this body, would repeat if it came now; empty where it tells something new. */
    public Optional<UUID> repeatedBy(KartraEvent event, byte[] body) {
        var repetition = Action.of(event.action()).map(Action::repetition).orElse(Repetition.NEVER);
        return switch (repetition) {
            case SAME_TRANSACTION, SAME_TRANSACTION_AND_DETAILS -> sameFact((CommerceEvent) event);
            case SAME_BODY_SHORTLY_AFTER -> sameBody(event, body);
            case NEVER -> Optional.empty();
        };
    }

    private Optional<UUID> sameFact(CommerceEvent event) {
        return event.factKey().flatMap(key -> {
            List<?> owners = entityManager
                    .createNativeQuery(Duplicates.OWNER)
                    .setParameter(1, key)
                    .getResultList();
            return owners.stream().map(UUID.class::cast).findFirst();
        });
    }

    private Optional<UUID> sameBody(KartraEvent event, byte[] body) {
        return event.lead()
                .key()
                .flatMap(key -> entityManager
                        .createNamedQuery(Delivery.OF_LEAD, Delivery.class)
                        .setParameter("leadKey", key)
                        .setMaxResults(1)
                        .getResultStream()
                        .findFirst())
                .filter(previous -> Duplicates.isRepeatedBy(previous, Fingerprint.of(body), clock.instant()))
                .map(Delivery::id);
    }

    /** The observers that would be told of the event, as of the server's last start, by name. */
    public List<String> observersOf(KartraEvent event) {
        List<?> names = entityManager
                .createNativeQuery("select name from observer where action = ?1 order by name")
                .setParameter(1, Action.of(event.action()).map(Action::word).orElse(Subscription.OTHER))
                .getResultList();
        return names.stream().map(String.class::cast).toList();
    }
}
