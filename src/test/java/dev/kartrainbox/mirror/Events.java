package dev.kartrainbox.mirror;

import dev.kartrainbox.binding.Binding;
import dev.kartrainbox.binding.Bindings;
import dev.kartrainbox.binding.UnreadableException;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Events as they are bound, of deliveries that were received one second after the other. */
final class Events {

    static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");

    private static final String BODY = "{\"action\":\"%s\",\"lead\":%s,\"action_details\":%s}";
    private static final Binding BINDING = Bindings.inZone("America/New_York");

    private Events() {}

    static KartraEvent event(int second, String action, String lead, String details) {
        var body = BODY.formatted(action, lead, details);
        return event(envelope(second), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same, which an operator wants told once more. */
    static KartraEvent again(int second, String action, String lead, String details) {
        var body = BODY.formatted(action, lead, details);
        return event(toldAgain(second), body.getBytes(StandardCharsets.UTF_8));
    }

    static KartraEvent sample(int second, Action action, Typing typing) {
        return event(envelope(second), new Sample(action, typing).body());
    }

    static KartraEvent sampleAgain(int second, Action action, Typing typing) {
        return event(toldAgain(second), new Sample(action, typing).body());
    }

    private static KartraEvent event(Envelope envelope, byte[] body) {
        try {
            return BINDING.bind(envelope, body, null);
        } catch (UnreadableException e) {
            throw new AssertionError(e);
        }
    }

    static KartraEvent about(int second, String lead) {
        return event(second, "webinar_attended", lead, "null");
    }

    static Envelope envelope(int second) {
        return new Envelope(new UUID(0x01890a5d_0000_7000L + second, 1L << 63), NOON.plusSeconds(second), 1, false);
    }

    private static Envelope toldAgain(int second) {
        var first = envelope(second);
        return new Envelope(first.deliveryId(), first.receivedAt(), 1, true);
    }

    static UUID delivery(int second) {
        return envelope(second).deliveryId();
    }
}
