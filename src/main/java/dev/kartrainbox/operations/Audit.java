package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;

/** Remembers who did what: in the transaction in which it is done, so that neither is there without the other. */
@ApplicationScoped
public class Audit {

    private static final Logger LOG = System.getLogger(Audit.class.getName());

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Operator operator;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Notes what the operator does just now.
     *
     * @param operation one word, 40 characters at most
     * @param subject what it is done to: ids, counts, names that operators gave; never a person's data, never a key
     * @param outcome what comes of it, of the same kind
     */
    @Transactional
    public void note(String operation, String subject, String outcome) {
        var who = operator.name();
        entityManager.persist(new AuditEntry(ids.next(), clock.instant(), who, operation, subject, outcome));
        LOG.log(Level.INFO, "{0}: {1} {2}: {3}", who, operation, subject, outcome);
    }
}
