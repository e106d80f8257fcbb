package dev.kartrainbox.kartra;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;

/**
 * What the notifications of all actions have in common.
 *
 * @param envelope how it got here
 * @param action Kartra's word for what happened
 * @param lead the lead as described by this notification; what was not said is absent
 * @param leadKeys the keys of the lead that were present and could be read. A key that is here with an absent value was
 *     cleared (blank, {@code N/A}, null); a key that is not here was not said
 * @param raw the whole JSON object
 * @param unexpected what did not look as documented
 */
public record Notification(
        Envelope envelope,
        String action,
        Lead lead,
        Set<String> leadKeys,
        JsonObject raw,
        List<Unexpected> unexpected) {

    public Notification {
        leadKeys = Set.copyOf(leadKeys);
        unexpected = List.copyOf(unexpected);
    }

    /** A notification for a unit test of an observer: the lead with no JSON behind it. */
    public static Notification of(Envelope envelope, String action, Lead lead) {
        return new Notification(envelope, action, lead, Set.of(), JsonValue.EMPTY_JSON_OBJECT, List.of());
    }
}
