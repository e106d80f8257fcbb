package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Lead;
import dev.kartrainbox.kartra.Rebuilt;
import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/**
 * Mirrors leads with their custom fields. What a notification does not say stays as it was, and an older one never overwrites
 * what a newer one said.
 */
@Rebuilt
@ApplicationScoped
public class Leads {

    private static final String READ_AHEAD =
            "select s, l from LeadSighting s, Lead l where l.key = s.leadKey and s.leadKey in :keys";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    CustomFields customFields;

    /** Reads all that is known of their leads at once: what each looks up then is in the persistence context. */
    void on(@Observes UpcomingEvents upcoming) {
        var keys = upcoming.events().stream()
                .flatMap(event -> event.lead().key().stream())
                .distinct()
                .toList();
        if (upcoming.events().size() > 1 && !keys.isEmpty()) {
            entityManager.createQuery(READ_AHEAD).setParameter("keys", keys).getResultList();
            customFields.readAhead(keys);
        }
    }

    void on(@Observes @Priority(Priorities.LEADS) KartraEvent event) {
        keyOf(event);
    }

    /**
     * The key of the event's lead in the mirror, brought up to date by the event. Whoever refers to the lead asks here, so that
     * the order of observers does not matter.
     *
     * @return empty where the notification tells of no lead
     */
    Optional<String> keyOf(KartraEvent event) {
        return event.lead().key().map(key -> {
            var sighting = sighting(key, event);
            if (sighting.isOutdatedBy(event.envelope())) {
                update(sighting, event);
            }
            return sighting.leadKey();
        });
    }

    private LeadSighting sighting(String key, KartraEvent event) {
        return Optional.ofNullable(entityManager.find(LeadSighting.class, key))
                .or(() -> event.lead().id().isPresent() ? Optional.empty() : byEmail(event))
                .orElseGet(() -> first(key, event));
    }

    /**
     * A lead that is named by its e-mail address alone is the one that was last known by that address; also by one that an
     * event of the same transaction told.
     */
    private Optional<LeadSighting> byEmail(KartraEvent event) {
        return event.lead()
                .email()
                .flatMap(email -> entityManager
                        .createNamedQuery(LeadSighting.BY_EMAIL, LeadSighting.class)
                        .setParameter("email", LeadSighting.normalized(email))
                        .setMaxResults(1)
                        .setFlushMode(FlushModeType.AUTO)
                        .getResultStream()
                        .findFirst());
    }

    private LeadSighting first(String key, KartraEvent event) {
        var lead = new Lead(
                key, event.lead().id().orElse(null), event.lead().email().orElse(null));
        lead.copy(event.lead(), event.notification().leadKeys());
        entityManager.persist(lead);
        entityManager.flush(); // everything else refers to the lead's row
        var sighting = new LeadSighting(key, event.envelope());
        entityManager.persist(sighting);
        return sighting;
    }

    private void update(LeadSighting sighting, KartraEvent event) {
        var lead = entityManager.find(Lead.class, sighting.leadKey());
        lead.copy(event.lead(), event.notification().leadKeys());
        sighting.sight(event.envelope(), lead.email().orElse(null));
        customFields.copy(sighting.leadKey(), event.lead().customFields());
    }
}
