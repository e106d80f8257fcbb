package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.SqlStates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

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
    Transactions transactions;

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

    /**
     * Notes that the operator begins something that takes many transactions, does it, and notes what came of it, also where it
     * breaks off: each in a transaction of its own, outside of any other.
     */
    public <T> T around(String operation, String subject, Supplier<T> work) {
        noteApart(operation, subject, "begun");
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            noteBrokenOff(operation, subject, e);
            throw e;
        }
        noteApart(operation, subject, String.valueOf(result));
        return result;
    }

    private void noteBrokenOff(String operation, String subject, Throwable failure) {
        try {
            noteApart(operation, subject, "broke off: " + SqlStates.describe(failure));
        } catch (RuntimeException e) { // most likely for the same reason
            failure.addSuppressed(e);
        }
    }

    private void noteApart(String operation, String subject, String outcome) {
        transactions.run(() -> {
            note(operation, subject, outcome);
            return outcome;
        });
    }

    /**
     * What was done, the newest first.
     *
     * @param before only what was done before this
     */
    @SuppressWarnings("unchecked") // the entity is named
    public List<AuditEntry> entries(UUID before, int most) {
        return entityManager
                .createNativeQuery(
                        "select a.* from audit a where a.id < ? order by a.id desc limit ?", AuditEntry.class)
                .setParameter(1, before)
                .setParameter(2, most)
                .getResultList();
    }
}
