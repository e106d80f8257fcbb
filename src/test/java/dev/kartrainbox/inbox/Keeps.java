package dev.kartrainbox.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Deliveries on their way to disk. */
final class Keeps {

    private static final Ids IDS = new Ids();
    private static final Origin ORIGIN = new Origin("key-1", "203.0.113.24", "application/json", null, "");

    private Keeps() {}

    static Keep ofLead(int lead) {
        return ofLead(lead, ("body of lead " + lead).getBytes(StandardCharsets.UTF_8));
    }

    static Keep ofLead(int lead, byte[] body) {
        var contents = new Contents("assign_tag", (long) lead, "mira@example.org", "i:" + lead, false, null);
        return new Keep(new Delivery(IDS.next(), Instant.EPOCH, ORIGIN, Fingerprint.of(body), contents), body);
    }

    static List<Keep> some(int count) {
        return IntStream.range(0, count).mapToObj(number -> ofLead(7)).toList();
    }

    static List<UUID> ids(List<Keep> keeps) {
        return keeps.stream().map(keep -> keep.delivery().id()).toList();
    }
}
