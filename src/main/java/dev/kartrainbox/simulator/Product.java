package dev.kartrainbox.simulator;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/**
 * What the invented account sells.
 *
 * @param pricePoint 1 for what is paid once, 2 for what is paid monthly and may be canceled
 */
record Product(int id, String name, int pricePoint, BigDecimal price) {

    private static final int MONTHLY = 2;

    static Product once(int id, String name, String price) {
        return new Product(id, name, 1, new BigDecimal(price));
    }

    static Product monthly(int id, String name, String price) {
        return new Product(id, name, MONTHLY, new BigDecimal(price));
    }

    boolean isMonthly() {
        return pricePoint == MONTHLY;
    }

    /** As affiliates and partners sign up for it. */
    Thing offered() {
        var internal = name.toLowerCase(Locale.ROOT).replace(' ', '-') + "-internal";
        return new Thing(Map.of(
                "product.product_id", id, "product.product_name", internal, "product.official_product_name", name));
    }
}
