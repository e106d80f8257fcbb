package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.ListSubscribed;
import dev.kartrainbox.kartra.ListUnsubscribed;
import dev.kartrainbox.kartra.MailingList;
import dev.kartrainbox.kartra.Tag;
import dev.kartrainbox.kartra.TagAssigned;
import dev.kartrainbox.kartra.TagUnassigned;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that many leads share, as an event names it.
 *
 * @param name absent where the event does not name it
 * @param namedBy the delivery that the name is taken from
 */
record SharedNoun(Kind kind, long id, @Nullable String name, UUID namedBy) {

    /** The order in which everybody writes them, so that nobody waits in a circle. */
    static final Comparator<SharedNoun> IN_ORDER = Comparator.comparing(SharedNoun::kind)
            .thenComparingLong(SharedNoun::id)
            .thenComparing(SharedNoun::namedBy);

    /** Where they are kept. */
    enum Kind {
        LIST("mailing_list", "list"),
        TAG("tag", "tag");

        private final String table;
        private final String prefix;

        Kind(String table, String prefix) {
            this.table = table;
            this.prefix = prefix;
        }

        /** The statement with this kind's table and columns. */
        String in(String statement) {
            return statement.replace("{table}", table).replace("{noun}", prefix);
        }
    }

    /** What the event is about, if it is something shared. */
    static Optional<SharedNoun> of(KartraEvent event) {
        if (event instanceof ListSubscribed subscribed) {
            return list(event, subscribed.list());
        }
        if (event instanceof ListUnsubscribed unsubscribed) {
            return list(event, unsubscribed.list());
        }
        if (event instanceof TagAssigned assigned) {
            return tag(event, assigned.tag());
        }
        if (event instanceof TagUnassigned unassigned) {
            return tag(event, unassigned.tag());
        }
        return Optional.empty();
    }

    private static Optional<SharedNoun> list(KartraEvent event, MailingList list) {
        return list.id()
                .map(id -> new SharedNoun(
                        Kind.LIST,
                        id,
                        list.name().orElse(null),
                        event.envelope().deliveryId()));
    }

    private static Optional<SharedNoun> tag(KartraEvent event, Tag tag) {
        return tag.id()
                .map(id -> new SharedNoun(
                        Kind.TAG, id, tag.name().orElse(null), event.envelope().deliveryId()));
    }
}
