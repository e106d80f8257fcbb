package dev.kartrainbox.kartra;

/**
 * A lead bought a product. Kartra's action {@code buy_product}.
 *
 * <p>Renewals of a subscription are not known to be sent.
 *
 * @param notification what all notifications have in common
 * @param transaction the payment; everything in it may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391964-if-lead-buys-a-product">Kartra's article</a>
 */
public record ProductPurchased(Notification notification, Transaction transaction) implements CommerceEvent {}
