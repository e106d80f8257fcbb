package dev.kartrainbox.kartra;

import java.util.Optional;

/**
 * Money moves, or will no longer. Anybody who knows the URL can send one: confirm by Kartra's API before anything that cannot
 * be taken back.
 */
public sealed interface CommerceEvent extends KartraEvent
        permits ProductPurchased, ProductRefunded, SubscriptionCanceled {

    /** The transaction; everything in it may be absent. */
    Transaction transaction();

    /**
     * What makes two deliveries the same fact: equal for equal facts, different for different ones. Of a purchase and a full
     * refund it is made of action and transaction id; of a partial refund and a cancellation also of the details, since several
     * may share the id. Empty where there is no transaction id above zero.
     */
    default Optional<String> factKey() {
        return FactKey.of(this);
    }

    /** The buyer's e-mail address as of the transaction, else that of the lead. */
    default Optional<String> buyerEmail() {
        return transaction().email().or(() -> lead().email());
    }

    @Override
    default Optional<Noun> noun() {
        return Optional.of(transaction().product());
    }
}
