package dev.kartrainbox.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Where money moves; every transaction has the next number. */
final class Till {

    private static final String DETAILS = "transaction_details.";
    private static final String ID = DETAILS + "transaction_id";
    private static final String PRODUCT = DETAILS + "product_id";
    private static final String QUANTITY = DETAILS + "transaction_quantity";
    private static final String FULL_AMOUNT = DETAILS + "transaction_full_amount";
    private static final String BASE_AMOUNT = DETAILS + "transaction_base_amount";
    private static final String DATE = DETAILS + "transaction_date";

    /** Above the transactions of the samples. */
    private static final long FIRST_ID = 900_001;

    private static final LocalDateTime OPENING = LocalDateTime.of(2026, 5, 1, 9, 0);
    private static final DateTimeFormatter KARTRA_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private long id = FIRST_ID;

    /** Some pieces of a product. */
    Thing sale(Product product, Chance chance) {
        int quantity = product.isMonthly() || chance.happens(85) ? 1 : 1 + chance.upTo(2);
        var sale = new HashMap<String, Object>();
        sale.put(ID, id++);
        sale.put(PRODUCT, product.id());
        sale.put(DETAILS + "product_name", product.name());
        sale.put(DETAILS + "product_price_point", product.pricePoint());
        sale.put(QUANTITY, quantity);
        sale.put(FULL_AMOUNT, product.price().multiply(BigDecimal.valueOf(quantity)));
        return new Thing(sale);
    }

    /** All of what was paid goes back. */
    Thing refund(Thing sale) {
        return refund(sale, (BigDecimal) sale.value(FULL_AMOUNT));
    }

    /** From a tenth to nine tenths of what was paid go back. */
    Thing partialRefund(Thing sale, Chance chance) {
        var paid = (BigDecimal) sale.value(FULL_AMOUNT);
        var part = paid.multiply(BigDecimal.valueOf(chance.upTo(9))).divide(BigDecimal.TEN, 2, RoundingMode.HALF_UP);
        return refund(sale, part);
    }

    private Thing refund(Thing sale, BigDecimal amount) {
        return sale.with(Map.of(ID, id++, FULL_AMOUNT, amount, BASE_AMOUNT, amount));
    }

    /** Nothing will be paid any more; the only transaction of which Kartra documents the time. */
    Thing cancellation(Thing sale) {
        var time = KARTRA_TIME.format(OPENING.plusMinutes(id - FIRST_ID));
        return sale.without(QUANTITY, FULL_AMOUNT).with(Map.of(ID, id++, DATE, time));
    }

    /** Whether the sale begins a subscription. */
    static boolean isMonthly(Thing sale) {
        return Catalog.SUBSCRIPTIONS.stream()
                .anyMatch(product -> sale.value(PRODUCT).equals(product.id()));
    }

    /** The transaction, with what it says of the buyer. */
    static Thing by(Person buyer, Thing transaction) {
        var described = new HashMap<String, Object>();
        buyer.asBuyer().forEach((key, value) -> described.put(DETAILS + key, value));
        return transaction.with(described);
    }
}
