package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.kartra.LeadKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries somebody looks for: those for which all of this holds; without anything, all. Made to be quick among millions,
 * with few indexes on what is kept: who is asked for by e-mail address is looked up in the mirror, and so are transactions and
 * products. So what was not told yet is not found by these two.
 *
 * @param state where they stand
 * @param action Kartra's word
 * @param keyName the name of the key that they came with
 * @param from received then or later
 * @param to received before that
 * @param leadId Kartra's id of the lead
 * @param email all of the leads that are known by this address now, and what was not told yet and names it
 * @param transaction Kartra's id of a transaction: the deliveries that tell of it, and their repetitions
 * @param product Kartra's id of a product that was bought, refunded or canceled, or that somebody signed up for
 */
public record Search(
        @Nullable State state,
        @Nullable String action,
        @Nullable String keyName,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long leadId,
        @Nullable String email,
        @Nullable Long transaction,
        @Nullable Long product) {

    /** Ids begin with the time of receipt, so that times are found by them; clocks that were put back are allowed for. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

    static final String QUEUED = "d.id in (select q.delivery_id from queue q)";

    /** All but what waits, which the queue knows, and what was processed. */
    static final String IS_SET_ASIDE = "d.set_aside is not null";

    private static final String SALES = "select s.delivery_id from sale s where s.transaction_id = ?";

    private static final String OF_PRODUCT = "d.id in (select s.delivery_id from sale s where s.product_id = ? "
            + "union select p.delivery_id from product_signup p where p.product_id = ?)";

    public Search {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("The time from which has to be before the time to which.");
        }
        if (email != null && !email.contains("@")) {
            throw new IllegalArgumentException("An e-mail address has an @.");
        }
    }

    /** All that came over this key. */
    public static Search overKey(String name) {
        return new Search(null, null, name, null, null, null, null, null, null);
    }

    /** Part of a where clause, with a place for each value. */
    record Condition(String text, List<Object> values) {

        Condition(String text, Object... values) {
            this(text, List.of(values));
        }
    }

    /** The address, as addresses are compared. */
    Optional<String> normalizedEmail() {
        return Optional.ofNullable(email).map(address -> address.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Conditions that all hold of what is looked for, of at least one of these lists; each is quick by itself.
     *
     * @param leadKeys of the leads that are known by the address
     */
    List<List<Condition>> alternatives(List<String> leadKeys) {
        var alternatives = List.of(always());
        if (email != null) {
            alternatives = multiplied(alternatives, byEmail(leadKeys));
        }
        if (transaction != null) {
            alternatives = multiplied(alternatives, byTransaction(transaction));
        }
        return alternatives;
    }

    private static List<List<Condition>> multiplied(List<List<Condition>> all, List<Condition> either) {
        return all.stream()
                .flatMap(conditions -> either.stream()
                        .map(one -> Stream.concat(conditions.stream(), Stream.of(one))
                                .toList()))
                .toList();
    }

    private List<Condition> always() {
        var conditions = new ArrayList<Condition>();
        if (state != null) {
            conditions.add(new Condition(columnOf(state) + " = '" + state + "'"));
        }
        if (state == State.RECEIVED) {
            conditions.add(new Condition(QUEUED));
        }
        if (action != null) {
            conditions.add(new Condition("d.action = ?", action));
        }
        if (keyName != null) {
            conditions.add(new Condition("d.key_name = ?", keyName));
        }
        if (from != null) {
            conditions.add(receivedFrom(from));
        }
        if (to != null) {
            conditions.add(receivedBefore(to));
        }
        if (leadId != null) {
            conditions.add(
                    new Condition("d.lead_key = ?", LeadKey.of(leadId, null).orElse("")));
        }
        if (product != null) {
            conditions.add(new Condition(OF_PRODUCT, product, product));
        }
        return conditions;
    }

    /** The one that has an index, where there is one. */
    private static String columnOf(State state) {
        return state == State.RECEIVED || state == State.PROCESSED ? "d.state" : "d.set_aside";
    }

    /** Received then or later. */
    static Condition receivedFrom(Instant time) {
        return new Condition(
                "d.received_at >= ? and d.id >= ?", time.atOffset(ZoneOffset.UTC), idAt(time.minus(CLOCK_TOLERANCE)));
    }

    /** Received before that. */
    static Condition receivedBefore(Instant time) {
        return new Condition(
                "d.received_at < ? and d.id < ?", time.atOffset(ZoneOffset.UTC), idAt(time.plus(CLOCK_TOLERANCE)));
    }

    private List<Condition> byEmail(List<String> leadKeys) {
        var address = normalizedEmail().orElseThrow();
        var keys = Stream.concat(leadKeys.stream(), LeadKey.of(null, address).stream())
                .distinct()
                .map(Object.class::cast)
                .toList();
        var places = String.join(", ", Collections.nCopies(keys.size(), "?"));
        return List.of(
                new Condition("d.lead_key in (" + places + ")", keys),
                new Condition(IS_SET_ASIDE + " and lower(d.lead_email) = ?", address),
                new Condition(QUEUED + " and lower(d.lead_email) = ?", address));
    }

    private static List<Condition> byTransaction(long transaction) {
        return List.of(
                new Condition("d.id in (" + SALES + ")", transaction),
                new Condition(
                        "d.set_aside = 'DUPLICATE' and d.duplicate_of in ("
                                + SALES.replace("s.delivery_id", "cast(s.delivery_id as varchar(36))") + ")",
                        transaction));
    }

    /** The least id that a delivery received then could have. */
    private static UUID idAt(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
    }

    /** For the audit: an address that was given is not in it. */
    @Override
    public String toString() {
        var said = Stream.of(
                        part("state", state),
                        part("action", action),
                        part("key", keyName),
                        part("from", from),
                        part("to", to),
                        part("lead", leadId),
                        part("lead", email == null ? null : "named by an e-mail address"),
                        part("transaction", transaction),
                        part("product", product))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return said.isEmpty() ? "all deliveries" : said;
    }

    private static Optional<String> part(String label, @Nullable Object value) {
        return Optional.ofNullable(value).map(given -> label + " " + given);
    }
}
