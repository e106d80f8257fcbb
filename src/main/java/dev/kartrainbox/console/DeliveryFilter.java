package dev.kartrainbox.console;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.operations.Search;
import dev.kartrainbox.operations.Selection;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries somebody looks for, as it stands in the address of the page: everything but an e-mail address, for which an
 * alias stands there.
 */
@Named
@RequestScoped
public class DeliveryFilter {

    @Inject
    Viewer viewer;

    @Inject
    Aliases aliases;

    private @Nullable String state;
    private @Nullable String action;
    private @Nullable String key;
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String lead;
    private @Nullable String email;
    private @Nullable String transaction;
    private @Nullable String product;
    private @Nullable String before;

    /**
     * What is looked for.
     *
     * @throws IllegalArgumentException if part of it cannot be read; the message says which
     */
    Search search() {
        return new Search(
                state(),
                action,
                key,
                instant(from),
                instant(to),
                number("filter.lead", lead),
                address(),
                number("filter.transaction", transaction),
                number("filter.product", product));
    }

    /**
     * The same, for operations on many; empty where it says what these do not know, or nothing.
     *
     * @throws IllegalArgumentException if part of it cannot be read; the message says which
     */
    Optional<Selection> selection() {
        if (transaction != null || product != null || (lead != null && email != null) || isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Selection(state(), action, key, instant(from), instant(to), email == null ? lead : address()));
    }

    private boolean isEmpty() {
        return parameters().isEmpty();
    }

    private @Nullable State state() {
        if (state == null) {
            return null;
        }
        return Arrays.stream(State.values())
                .filter(known -> known.name().equals(state))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Texts.of("filter.state.unknown")));
    }

    private @Nullable String address() {
        if (email == null) {
            return null;
        }
        return aliases.text(email).orElseThrow(() -> new IllegalArgumentException(Texts.of("filter.email.gone")));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : read(() -> Instant.parse(text), "filter.time.wrong");
    }

    private static @Nullable Long number(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException(Texts.of("filter.number.wrong", Texts.of(field)));
        }
        return Long.valueOf(text);
    }

    private static <T> T read(Supplier<T> reading, String otherwise) {
        try {
            return reading.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(Texts.of(otherwise), e);
        }
    }

    /** Only those before this one; absent for the newest. */
    @Nullable
    UUID beforeId() {
        return before == null ? null : read(() -> UUID.fromString(before), "filter.before.wrong");
    }

    /** The address of a page with this filter, below the application's path. */
    String address(String page, Map<String, String> more) {
        var parameters = parameters();
        parameters.putAll(more);
        var query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "/console/" + page + (query.isEmpty() ? "" : "?" + query);
    }

    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        put(parameters, "state", state);
        put(parameters, "action", action);
        put(parameters, "key", key);
        put(parameters, "from", from);
        put(parameters, "to", to);
        put(parameters, "lead", lead);
        put(parameters, "email", email);
        put(parameters, "transaction", transaction);
        put(parameters, "product", product);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** All that a delivery can be in. */
    public List<String> getStates() {
        return Arrays.stream(State.values()).map(State::name).toList();
    }

    public @Nullable String getState() {
        return state;
    }

    public void setState(@Nullable String given) {
        state = clean(given);
    }

    public @Nullable String getAction() {
        return action;
    }

    public void setAction(@Nullable String given) {
        action = clean(given);
    }

    public @Nullable String getKey() {
        return key;
    }

    public void setKey(@Nullable String given) {
        key = clean(given);
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String given) {
        from = clean(given);
    }

    public @Nullable String getTo() {
        return to;
    }

    public void setTo(@Nullable String given) {
        to = clean(given);
    }

    public @Nullable String getLead() {
        return lead;
    }

    public void setLead(@Nullable String given) {
        lead = clean(given);
    }

    public @Nullable String getEmail() {
        return email;
    }

    public void setEmail(@Nullable String given) {
        email = clean(given);
    }

    public @Nullable String getTransaction() {
        return transaction;
    }

    public void setTransaction(@Nullable String given) {
        transaction = clean(given);
    }

    public @Nullable String getProduct() {
        return product;
    }

    public void setProduct(@Nullable String given) {
        product = clean(given);
    }

    public @Nullable String getBefore() {
        return before;
    }

    public void setBefore(@Nullable String given) {
        before = clean(given);
    }

    /** As a field of the form has it: a date and time in the viewer's zone. */
    public @Nullable String getLocalFrom() {
        return local(from);
    }

    public void setLocalFrom(@Nullable String given) {
        from = instantText(given);
    }

    /** As a field of the form has it: a date and time in the viewer's zone. */
    public @Nullable String getLocalTo() {
        return local(to);
    }

    public void setLocalTo(@Nullable String given) {
        to = instantText(given);
    }

    /** As a field of the form has it: the address itself. */
    public @Nullable String getTypedEmail() {
        return email == null ? null : aliases.text(email).orElse(null);
    }

    public void setTypedEmail(@Nullable String given) {
        var address = clean(given);
        email = address == null ? null : aliases.of(address);
    }

    private @Nullable String local(@Nullable String instant) {
        try {
            return instant == null
                    ? null
                    : LocalDateTime.ofInstant(Instant.parse(instant), viewer.getZone())
                            .toString();
        } catch (DateTimeException e) {
            return null; // what it is instead, the search says
        }
    }

    private @Nullable String instantText(@Nullable String local) {
        var text = clean(local);
        return text == null ? null : inZone(text, viewer.getZone());
    }

    private static String inZone(String local, ZoneId zone) {
        try {
            return LocalDateTime.parse(local).atZone(zone).toInstant().toString();
        } catch (DateTimeException e) {
            return local.toLowerCase(Locale.ROOT); // what is wrong with it, the search says
        }
    }

    private static @Nullable String clean(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }
}
