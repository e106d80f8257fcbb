package dev.kartrainbox.kartra;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in the Kartra account. Observe one kind of fact by its type, several by
 * their group, or all of them by this one:
 *
 * <pre>{@code
 * void on(@Observes TagAssigned event) { … }
 * void on(@Observes CommerceEvent event) { … }
 * void on(@Observes KartraEvent event) { … }
 * }</pre>
 *
 * <p>Synchronous observers run in the transaction of the delivery: what they write commits together with the mark that the
 * delivery is processed. An event may be delivered again after a failure or a replay; what an observer does outside the
 * database (mail, HTTP) may therefore happen more than once.
 *
 * <p>The hierarchy grows with Kartra: a {@code switch} over events needs a default.
 */
public sealed interface KartraEvent
        permits CalendarEvent,
                CommerceEvent,
                FormFilled,
                ListEvent,
                MembershipEvent,
                PageVisited,
                ScoreReached,
                SequenceEvent,
                SignupEvent,
                SplitTestLinkClicked,
                SurveyCompleted,
                TagEvent,
                UnrecognizedEvent,
                VideoEvent {

    /** Everything that the notifications of all actions have in common. */
    Notification notification();

    /** How the notification got here: its delivery, when, at which attempt. */
    default Envelope envelope() {
        return notification().envelope();
    }

    /** Kartra's word for what happened, for example {@code list_subscription}. */
    default String action() {
        return notification().action();
    }

    /** The lead as this notification describes it: detached, never a row of the mirror. */
    default Lead lead() {
        return notification().lead();
    }

    /** The whole JSON object as Kartra sent it, unknown keys included. */
    default JsonObject raw() {
        return notification().raw();
    }

    /** What did not look as documented: unknown keys, wrong types, repairs. Empty for a notification as it should be. */
    default List<Unexpected> unexpected() {
        return notification().unexpected();
    }

    /** What the event is about, where that is something that many leads share: a list, a tag, a product. */
    default Optional<Noun> noun() {
        return Optional.empty();
    }

    /** The name of what the event is about, where Kartra gave one. */
    default Optional<String> subject() {
        return noun().flatMap(Noun::name);
    }
}
