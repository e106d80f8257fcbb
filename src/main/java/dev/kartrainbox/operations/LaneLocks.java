package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Lane;
import dev.kartrainbox.inbox.SqlStates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does work while workers keep off the lanes that it concerns, so that nothing is in hand: a transaction for each piece. */
@ApplicationScoped
public class LaneLocks {

    /** For whoever holds a lane for longer than the database waits: a slow observer. */
    private static final int ATTEMPTS = 60;

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Transactions transactions;

    @Inject
    Kinship kinship;

    /** Holds one lane. */
    <T> T holding(int lane, Supplier<T> work) {
        return patiently(() -> {
            Lane.lock(lane, entityManager);
            return work.get();
        });
    }

    /** Holds the lanes of the lead and of its kin; the work is told the keys of all of them. */
    <T> T holdingKinOf(String leadKey, Function<SortedSet<String>, T> work) {
        return patiently(() -> {
            var locked = new TreeSet<Integer>();
            var kin = kinship.of(leadKey);
            while (lock(kin, locked)) {
                kin = kinship.of(leadKey); // somebody may have joined while it waited
            }
            return work.apply(kin);
        });
    }

    /** Whether there were any to lock; in ascending order, so that two never wait for each other. */
    private boolean lock(SortedSet<String> leadKeys, SortedSet<Integer> locked) {
        var missing = new TreeSet<Integer>();
        leadKeys.forEach(leadKey -> missing.add(Lane.of(leadKey)));
        missing.removeAll(locked);
        missing.forEach(lane -> Lane.lock(lane, entityManager));
        locked.addAll(missing);
        return !missing.isEmpty();
    }

    private <T> T patiently(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.run(work);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !SqlStates.isLockTimeout(e)) {
                    throw e;
                }
            }
        }
    }
}
