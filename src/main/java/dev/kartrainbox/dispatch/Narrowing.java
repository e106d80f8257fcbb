package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.Work.Batch;
import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.SqlStates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who is to blame when telling failed: of a batch each delivery is told by itself; of one that fails again all
 * observers but the one that threw, or each by itself if that does not show; and that one is tried again and parked. Each in a
 * transaction of its own, because the one before is gone.
 */
@ApplicationScoped
public class Narrowing {

    private static final Logger LOG = System.getLogger(Narrowing.class.getName());

    @Inject
    Telling telling;

    @Inject
    Failures failures;

    @Inject
    ObserverCatalog observers;

    @Inject
    Hands hands;

    /** Settles the failure; throws if not even that can be done, which leaves everything as it was. */
    void narrow(Work work, Throwable failure) {
        if (work instanceof Owed owed) {
            hands.begin(owed);
            note(owed, failure);
        } else if (work instanceof Batch batch) {
            narrow(batch, failure);
        }
    }

    private void note(Owed owed, Throwable failure) {
        if (failure instanceof HopelessException hopeless) {
            failures.giveUp(owed, hopeless.reason());
        } else {
            failures.note(owed, failure);
        }
    }

    private void narrow(Batch batch, Throwable failure) {
        LOG.log(
                Level.DEBUG,
                "{0} deliveries are told one by one: {1}",
                batch.claims().size(),
                SqlStates.describe(failure));
        if (batch.claims().size() == 1 && !SqlStates.isNobodysFault(failure)) {
            isolate(batch.claims().get(0), failure); // it was by itself
            return;
        }
        for (var claim : batch.claims()) {
            hands.begin(Batch.of(claim));
            try {
                telling.alone(claim);
            } catch (Throwable again) { // an Error of an observer is a failure like any other
                isolate(claim, again);
            }
        }
    }

    /** Tells all others as long as a failure shows who threw; where none does, each observer by itself. */
    private void isolate(Claim claim, Throwable failure) {
        if (failure instanceof HopelessException hopeless) {
            giveUp(claim, hopeless.reason());
            return;
        }
        var byThrower = new LinkedHashMap<String, Throwable>();
        var last = failure;
        var thrower = throwerOf(last);
        while (thrower.isPresent() && byThrower.putIfAbsent(thrower.get(), last) == null) {
            hands.begin(Batch.of(claim));
            try {
                telling.without(List.copyOf(byThrower.values()), claim);
                return;
            } catch (Throwable again) { // of another observer, or it was not that one
                last = again;
                thrower = throwerOf(last);
            }
        }
        eachByItself(claim, last);
    }

    /** Empty also for one that did not come back: two of them would take turns, and neither come to the end of its attempts. */
    private Optional<String> throwerOf(Throwable failure) {
        return failure instanceof ObserverTimedOut ? Optional.empty() : observers.thrower(failure, null);
    }

    private void eachByItself(Claim claim, Throwable failure) {
        hands.begin(Batch.of(claim));
        try {
            telling.isolate(claim, failure);
        } catch (RuntimeException | Error e) {
            if (SqlStates.isNobodysFault(e)) {
                throw e;
            }
            giveUp(claim, ErrorNote.of(failure));
        }
    }

    private void giveUp(Claim claim, String error) {
        hands.begin(Batch.of(claim));
        telling.giveUp(claim, error);
    }
}
