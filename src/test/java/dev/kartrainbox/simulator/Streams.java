package dev.kartrainbox.simulator;

import dev.kartrainbox.binding.Binding;
import dev.kartrainbox.binding.Bindings;
import dev.kartrainbox.binding.UnreadableException;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Whole streams, and what the inbox makes of them. */
final class Streams {

    private static final Binding BINDING = Bindings.inZone("America/New_York");
    private static final Envelope ENVELOPE = new Envelope(new UUID(0, 0), Instant.EPOCH, 1, false);

    private Streams() {}

    static List<Outgoing> of(Recipe recipe) {
        var all = new ArrayList<Outgoing>();
        Traffic.of(recipe).forEachRemaining(all::add);
        return all;
    }

    static List<KartraEvent> events(Recipe recipe) {
        return of(recipe).stream().map(Streams::bound).toList();
    }

    static KartraEvent bound(Outgoing outgoing) {
        try {
            return BINDING.bind(ENVELOPE, outgoing.body(), outgoing.contentEncoding());
        } catch (UnreadableException e) {
            throw new AssertionError(outgoing.label(), e);
        }
    }
}
