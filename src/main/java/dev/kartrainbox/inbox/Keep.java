package dev.kartrainbox.inbox;

import java.util.concurrent.CompletableFuture;

/** A delivery on its way to disk. */
final class Keep {

    /** No notification is empty: this is what is left of an erased one. */
    static final byte[] NOTHING = {};

    private final Delivery delivery;
    private byte[] body;
    private final CompletableFuture<Delivery> done = new CompletableFuture<>();

    Keep(Delivery delivery, byte[] body) {
        this.delivery = delivery;
        this.body = body;
    }

    Delivery delivery() {
        return delivery;
    }

    byte[] body() {
        return body;
    }

    /** Whom it tells of was erased: nothing of it goes to disk but that it came. */
    void erase() {
        delivery.erase();
        body = NOTHING;
    }

    /** Somebody else was erased whom it names: this is left of it. */
    void redact(byte[] rest) {
        if (rest.length == 0) {
            erase();
        } else if (rest != body) {
            delivery.redact(rest);
            body = rest;
        }
    }

    CompletableFuture<Delivery> done() {
        return done;
    }

    void confirm() {
        done.complete(delivery);
    }

    void fail(NotKeptException reason) {
        done.completeExceptionally(reason);
    }
}
