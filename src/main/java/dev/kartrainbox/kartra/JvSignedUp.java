package dev.kartrainbox.kartra;

/**
 * A lead signed up as a joint venture partner for a product. Kartra's action {@code jv_signup}.
 *
 * <p>Kartra does not say so, but the lead is presumably the new partner.
 *
 * @param notification what all notifications have in common
 * @param product the product; its id and names may be absent
 * @see <a href="https://support.kartra.com/en/articles/15391959-if-a-jv-signs-up-for-a-product">Kartra's article</a>
 */
public record JvSignedUp(Notification notification, Product product) implements SignupEvent {}
