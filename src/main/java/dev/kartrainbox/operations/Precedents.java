package dev.kartrainbox.operations;

import dev.kartrainbox.dispatch.Subscription;
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
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the inbox knows that matters for a notification to come: which delivery it would repeat, and who would be told. */
@ApplicationScoped
public class Precedents {

    /** Within which an equal body of the same lead repeats the one before it. */
    private static final Duration SHORTLY = Duration.ofSeconds(60);

    private static final String OF_FACT = "select delivery_id from commerce_fact where fact_key = ?1";

    private static final String OF_BODY = """
            select d.id from delivery d
            where d.lead_key = ?1 and d.sha256 = ?2 and d.received_at >= ?3
                and d.id = (select id from delivery where lead_key = ?1 order by lead_key, id desc limit 1)""";

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
        return event.factKey()
                .flatMap(key -> first(entityManager
                        .createNativeQuery(OF_FACT)
                        .setParameter(1, key)
                        .getResultList()));
    }

    private Optional<UUID> sameBody(KartraEvent event, byte[] body) {
        return event.lead()
                .key()
                .flatMap(key -> first(entityManager
                        .createNativeQuery(OF_BODY)
                        .setParameter(1, key)
                        .setParameter(2, Fingerprint.sha256(body))
                        .setParameter(3, clock.instant().minus(SHORTLY).atOffset(ZoneOffset.UTC))
                        .getResultList()));
    }

    private static Optional<UUID> first(List<?> ids) {
        return ids.stream().map(UUID.class::cast).findFirst();
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
