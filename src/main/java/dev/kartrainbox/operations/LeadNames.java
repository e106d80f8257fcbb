package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.ErasedNames;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * By which names a lead is known.
 *
 * @param ids Kartra's; empty where it is only known by its address. Several where an address was asked for that several had
 * @param emails all e-mail addresses that were ever seen for it, in lower case
 * @param sharing ids of leads that one of the addresses was seen for as well: not the same lead, as far as is known
 */
public record LeadNames(SortedSet<Long> ids, SortedSet<String> emails, SortedSet<Long> sharing) {

    /** As the lead is recognized by them, also the keys of its deliveries. */
    SortedSet<String> all() {
        var all = new TreeSet<String>();
        ids.forEach(id -> all.add(ErasedNames.ofId(id)));
        emails.forEach(email -> all.add(ErasedNames.ofEmail(email)));
        return all;
    }

    boolean isKnownAs(long id) {
        return ids.contains(id);
    }
}
