package dev.kartrainbox.kartra;

/**
 * A lead was given access to a level of a membership, in Kartra or elsewhere. Kartra's action {@code membership_granted}.
 *
 * <p>A lead may hold several levels of one membership at a time. Nothing tells memberships in Kartra from external ones.
 *
 * @param notification what all notifications have in common
 * @param membership the membership and its level; ids and names may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391974-if-lead-is-granted-access-to-membership-kartra-or-external">Kartra's article</a>
 */
public record MembershipGranted(Notification notification, Membership membership) implements MembershipEvent {}
