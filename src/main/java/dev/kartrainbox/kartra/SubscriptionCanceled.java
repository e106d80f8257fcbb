package dev.kartrainbox.kartra;

/**
 * A subscription was canceled. Kartra's action {@code cancel_subscription}.
 *
 * <p>Kartra does not name the subscription. Where a membership is part of the product, a {@link MembershipRevoked} comes too,
 * before or after this one.
 *
 * @param notification what all notifications have in common
 * @param transaction the transaction; everything in it may be absent. Kartra documents its date and type, but no amounts
 * @see <a href="https://support.kartra.com/en/articles/15391960-if-a-subscription-is-cancelled">Kartra's article</a>
 */
public record SubscriptionCanceled(Notification notification, Transaction transaction) implements CommerceEvent {}
