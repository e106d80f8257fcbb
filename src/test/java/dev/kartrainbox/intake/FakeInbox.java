package dev.kartrainbox.intake;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.inbox.NotKeptException;
import dev.kartrainbox.inbox.Origin;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes one body, and confirms it when the test says so. */
final class FakeInbox extends Inbox {

    private final CompletableFuture<Delivery> done = new CompletableFuture<>();
    private Delivery delivery;
    private byte[] body;
    private Origin origin;

    @Override
    public CompletionStage<Delivery> keep(Origin origin, Contents contents, byte[] body) {
        this.origin = origin;
        this.body = body;
        this.delivery = new Delivery(new Ids().next(), Instant.EPOCH, origin, Fingerprint.of(body), contents);
        return done;
    }

    void confirms() {
        done.complete(delivery);
    }

    void fails() {
        done.completeExceptionally(new NotKeptException("the database did not confirm", null));
    }

    /** The body that it was given; null as long as it was given none. */
    byte[] body() {
        return body;
    }

    Origin origin() {
        return origin;
    }
}
