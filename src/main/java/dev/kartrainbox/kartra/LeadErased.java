package dev.kartrainbox.kartra;

import java.util.Set;

/**
 * A lead was erased: whoever keeps something about it in tables of its own deletes that now, in the transaction in which this is
 * fired. All that the application itself holds is gone already, and no notification of the lead is being told. Fired on one node,
 * some seconds after an operator asked for it, and again for as long as an observer fails: deleting twice must do no harm.
 *
 * @param ids Kartra's ids of the lead; empty where it was only known by its address
 * @param emails all e-mail addresses that were ever seen for it, in lower case
 */
public record LeadErased(Set<Long> ids, Set<String> emails) {

    public LeadErased {
        ids = Set.copyOf(ids);
        emails = Set.copyOf(emails);
    }

    /** Without a name: this may be logged. */
    @Override
    public String toString() {
        return "LeadErased";
    }
}
