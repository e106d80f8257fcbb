package dev.kartrainbox.kartra;

import java.util.Optional;

/** What happens between a lead and a list. */
public sealed interface ListEvent extends KartraEvent permits ListSubscribed, ListUnsubscribed {

    /** The list; its id and name may be absent. */
    MailingList list();

    @Override
    default Optional<Noun> noun() {
        return Optional.of(list());
    }
}
