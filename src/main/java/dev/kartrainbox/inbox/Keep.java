package dev.kartrainbox.inbox;

import java.util.concurrent.CompletableFuture;

/** A delivery on its way to disk. */
final class Keep {

    private final Delivery delivery;
    private final byte[] body;
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
