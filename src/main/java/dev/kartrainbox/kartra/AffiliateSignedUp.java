package dev.kartrainbox.kartra;

/**
 * A lead signed up as an affiliate for a product. Kartra's action {@code affiliate_signup}.
 *
 * <p>Kartra does not say so, but the lead is presumably the new affiliate.
 *
 * @param notification what all notifications have in common
 * @param product the product; its id and names may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391963-if-an-affilate-signs-up-for-a-product">Kartra's article</a>
 */
public record AffiliateSignedUp(Notification notification, Product product) implements SignupEvent {}
