package dev.kartrainbox.kartra;

/**
 * A payment was refunded, in whole or in part. Kartra's actions {@code refund_product} and {@code partial_refund_product}.
 *
 * <p>Not documented: the sign of the amounts, whether those of a partial refund are the part that was refunded, and which
 * payment it belongs to.
 *
 * @param notification what all notifications have in common
 * @param transaction the refund; everything in it may be absent
 * @param partial whether it is a part of the payment only
 * @see <a href="https://support.kartra.com/en/articles/15391961-if-a-transaction-is-refunded">Kartra's article</a>
 */
public record ProductRefunded(Notification notification, Transaction transaction, boolean partial)
        implements CommerceEvent {}
