package dev.kartrainbox.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Knows the hand of the worker that asks. Whoever is no worker has none, and is not watched. */
@ApplicationScoped
public class Hands {

    private static final ThreadLocal<Hand> MINE = new ThreadLocal<>();

    /** This thread works with this hand from now on. */
    void take(Hand hand) {
        MINE.set(hand);
    }

    /** This thread does no more work. */
    void letGo() {
        MINE.remove();
    }

    /** A transaction is about to begin, about this. */
    void begin(Work work) {
        hand().ifPresent(hand -> {
            hand.begin();
            hand.take(work);
        });
    }

    /** Tells observers of the delivery. */
    void tell(Opened opened, Runnable telling) {
        var hand = hand();
        hand.ifPresent(watched -> watched.tell(opened));
        telling.run();
        hand.ifPresent(Hand::told);
    }

    /**
     * All is done but the commit. Throws {@link java.util.concurrent.CancellationException} where the watch has written the worker
     * off meanwhile: it said that this is rolled back, and the server itself waits a little longer.
     */
    void beforeCommit() {
        hand().ifPresent(Hand::refuseIfWrittenOff);
    }

    private Optional<Hand> hand() {
        return Optional.ofNullable(MINE.get());
    }
}
