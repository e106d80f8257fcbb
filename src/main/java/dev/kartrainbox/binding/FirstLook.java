package dev.kartrainbox.binding;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.kartra.LeadKey;
import jakarta.json.stream.JsonParser.Event;
import org.jspecify.annotations.Nullable;

/**
 * The look that is taken at a body before the answer: is it JSON to its end, what action does it name, and whose is it? One
 * streaming pass, since every request waits for it.
 */
public final class FirstLook {

    private static final int TOP = 1;
    private static final int INSIDE = 2;

    private @Nullable String action;
    private @Nullable Long leadId;
    private @Nullable String leadEmail;

    private FirstLook() {}

    /** What the body contains; where it cannot be read as a notification, the problem says why. Never throws. */
    public static Contents at(byte[] body, @Nullable String contentEncoding) {
        try {
            return at(BodyText.of(body, contentEncoding));
        } catch (UnreadableException e) {
            return Contents.unreadable(e.reason());
        }
    }

    private static Contents at(String text) throws UnreadableException {
        try {
            return new FirstLook().contents(text, false);
        } catch (UnreadableException strict) {
            var repaired = TrailingCommas.removedFrom(text);
            if (repaired.equals(text)) {
                throw strict;
            }
            return new FirstLook().contents(repaired, true);
        }
    }

    private Contents contents(String text, boolean repaired) throws UnreadableException {
        walk(text);
        var leadKey = LeadKey.of(leadId, leadEmail);
        return new Contents(
                action,
                leadKey.isPresent() ? leadId : null,
                leadEmail,
                leadKey.orElse(null),
                repaired,
                problem(leadKey.isPresent()));
    }

    private @Nullable String problem(boolean leadKnown) {
        if (action == null) {
            return "JSON, but not a notification: it has no action";
        }
        return leadKnown ? null : "JSON, but not a notification: its lead has neither an id nor an e-mail address";
    }

    private void walk(String text) throws UnreadableException {
        try (var walk = new JsonWalk(text)) {
            if (!walk.hasNext() || walk.next() != Event.START_OBJECT) {
                throw UnreadableException.at("JSON, but not an object", 1, 1);
            }
            String topKey = "";
            String leadKey = "";
            while (walk.hasNext()) {
                var event = walk.next();
                if (event == Event.KEY_NAME) {
                    if (walk.depth() == TOP) {
                        topKey = walk.text();
                        leadKey = "";
                        forget(topKey);
                    } else if (walk.depth() == INSIDE) {
                        leadKey = walk.text();
                    }
                } else if (walk.depth() == TOP && topKey.equals("action")) {
                    action = event == Event.VALUE_STRING ? said(walk.text()) : null;
                } else if (walk.depth() == INSIDE && topKey.equals("lead")) {
                    lookAtLead(walk, leadKey, event);
                }
            }
        }
    }

    /** The last of equal keys counts, here as everywhere. */
    private void forget(String topKey) {
        if (topKey.equals("lead")) {
            leadId = null;
            leadEmail = null;
        }
    }

    private void lookAtLead(JsonWalk walk, String key, Event event) {
        switch (key) {
            case "id" -> {
                var id = wholeNumber(walk, event);
                leadId = id != null && id > 0 ? id : null;
            }
            case "email" -> leadEmail = event == Event.VALUE_STRING ? said(walk.text()) : null;
            default -> {}
        }
    }

    /** As the binding reads it, which makes numbers of JSON's numbers first: 1e0 is 1. */
    private static @Nullable Long wholeNumber(JsonWalk walk, Event event) {
        if (event == Event.VALUE_STRING) {
            return Scalars.wholeNumber(walk.text());
        }
        var number = event == Event.VALUE_NUMBER ? Scalars.number(walk.text()) : null;
        return number == null ? null : Scalars.wholeNumber(number.toString());
    }

    private static @Nullable String said(String text) {
        return Scalars.isCleared(text) ? null : text.strip();
    }
}
