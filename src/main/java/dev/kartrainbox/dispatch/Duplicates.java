package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.Repetition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Recognizes a delivery that repeats another, by the rule of its action. About money, a unique key decides, also between
 * nodes: it is written in the transaction in which the delivery is told, and gone with it.
 */
@ApplicationScoped
public class Duplicates {

    /** Within which an equal body of the same lead repeats the one before it. */
    private static final Duration SHORTLY = Duration.ofSeconds(60);

    private static final Set<State> NOT_TOLD = Set.of(State.PARKED, State.QUARANTINED, State.DISCARDED);

    private static final String CLAIM = """
            insert into commerce_fact (fact_key, delivery_id)
            select cast(?1 as varchar), cast(?2 as uuid)
            where not exists (select 1 from commerce_fact where fact_key = ?1)""";

    /** Who tells a fact; {@code ?1}, its key. */
    public static final String OWNER = "select delivery_id from commerce_fact where fact_key = ?1";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /**
     * What the delivery repeats, and why; empty where it tells something new, and where an operator wants it told all the same.
     */
    Optional<Repeated> of(Opened opened) {
        if (opened.claim().released()) {
            return Optional.empty();
        }
        var repetition =
                Action.of(opened.event().action()).map(Action::repetition).orElse(Repetition.NEVER);
        return switch (repetition) {
            case SAME_TRANSACTION -> sameFact(opened, "the same action and transaction id");
            case SAME_TRANSACTION_AND_DETAILS -> sameFact(opened, "the same action, transaction id and details");
            case SAME_BODY_SHORTLY_AFTER -> sameBody(opened);
            case NEVER -> Optional.empty();
        };
    }

    private Optional<Repeated> sameFact(Opened opened, String reason) {
        return ((CommerceEvent) opened.event())
                .factKey()
                .flatMap(key -> owner(key, opened.delivery().id()))
                .map(earlier -> new Repeated(earlier, reason));
    }

    /** Who tells the fact, if that is somebody else. */
    private Optional<UUID> owner(String factKey, UUID delivery) {
        int claimed = entityManager
                .createNativeQuery(CLAIM)
                .setParameter(1, factKey)
                .setParameter(2, delivery)
                .executeUpdate();
        if (claimed == 1) {
            return Optional.empty();
        }
        List<?> owners =
                entityManager.createNativeQuery(OWNER).setParameter(1, factKey).getResultList();
        return owners.stream()
                .map(UUID.class::cast)
                .filter(other -> !other.equals(delivery))
                .findFirst();
    }

    private static Optional<Repeated> sameBody(Opened opened) {
        var delivery = opened.delivery();
        return opened.neighborhood()
                .previous()
                .filter(previous -> isRepeatedBy(previous, delivery.fingerprint(), delivery.receivedAt()))
                .map(previous -> new Repeated(
                        previous.id(), "the same body as the lead's previous delivery, less than a minute later"));
    }

    /** Whether a body that comes right after the lead's previous delivery would tell a state that was told just now. */
    public static boolean isRepeatedBy(Delivery previous, Fingerprint body, Instant receivedAt) {
        return !NOT_TOLD.contains(previous.state())
                && previous.hasBody(body)
                && Duration.between(previous.receivedAt(), receivedAt).compareTo(SHORTLY) < 0;
    }

    /**
     * That a delivery repeats another.
     *
     * @param earlier the other
     * @param reason what is the same, for an operator
     */
    record Repeated(UUID earlier, String reason) {}
}
