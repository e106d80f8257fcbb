package dev.kartrainbox.kartra;

/**
 * A lead lost access to a level of a membership, in Kartra or elsewhere. Kartra's action {@code membership_revoked}.
 *
 * <p>Where the membership is part of a product, canceling the subscription revokes it by itself: then a
 * {@link SubscriptionCanceled} comes too, before or after this one.
 *
 * @param notification what all notifications have in common
 * @param membership the membership and its level; ids and names may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391975-if-lead-is-revoked-access-to-membership-kartra-or-external">Kartra's article</a>
 */
public record MembershipRevoked(Notification notification, Membership membership) implements MembershipEvent {}
