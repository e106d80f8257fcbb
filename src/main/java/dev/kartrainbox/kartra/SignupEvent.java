package dev.kartrainbox.kartra;

import java.util.Optional;

/** A lead becomes a partner who sells a product. */
public sealed interface SignupEvent extends KartraEvent permits AffiliateSignedUp, JvSignedUp {

    /** The product; its id and names may be absent. */
    Product product();

    @Override
    default Optional<Noun> noun() {
        return Optional.of(product());
    }
}
