package dev.kartrainbox.console;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.operations.Search;
import dev.kartrainbox.operations.Selection;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries somebody looks for, as it stands in the address of the page: everything but an e-mail address, for which an
 * alias stands there.
 */
@Named
@RequestScoped
public class DeliveryFilter {

    private static final String STATE = "state";
    private static final String ACTION = "action";
    private static final String KEY = "key";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String LEAD = "lead";
    private static final String EMAIL = "email";
    private static final String TRANSACTION = "transaction";
    private static final String PRODUCT = "product";
    private static final List<String> NAMES = List.of(STATE, ACTION, KEY, FROM, TO, LEAD, EMAIL, TRANSACTION, PRODUCT);

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");

    @Inject
    Viewer viewer;

    @Inject
    Aliases aliases;

    @Inject
    Clock clock;

    @Inject
    @ManagedProperty("#{param}")
    Map<String, String> request;

    /** By the names that they have in addresses. */
    private final Map<String, String> values = new LinkedHashMap<>();

    private @Nullable String before;

    @PostConstruct
    void begin() {
        NAMES.forEach(name -> values.put(name, request.get(name)));
        before = request.get("before");
    }

    private @Nullable String value(String name) {
        var value = values.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * What is looked for.
     *
     * @throws IllegalArgumentException if part of it cannot be read; the message says which
     */
    Search search() {
        return new Search(
                state(),
                value(ACTION),
                value(KEY),
                instant(FROM),
                instant(TO),
                number(LEAD),
                address(),
                number(TRANSACTION),
                number(PRODUCT));
    }

    /**
     * The same, for operations on many; empty where it says what these do not know, or nothing.
     *
     * @throws IllegalArgumentException if part of it cannot be read; the message says which
     */
    Optional<Selection> selection() {
        var lead = value(LEAD);
        var email = value(EMAIL);
        if (value(TRANSACTION) != null
                || value(PRODUCT) != null
                || (lead != null && email != null)
                || parameters().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Selection(
                state(), value(ACTION), value(KEY), instant(FROM), instant(TO), email == null ? lead : address()));
    }

    private @Nullable State state() {
        var state = value(STATE);
        return state == null ? null : read(() -> State.valueOf(state), "filter.state.unknown");
    }

    private @Nullable String address() {
        var alias = value(EMAIL);
        return alias == null
                ? null
                : aliases.typed(alias).orElseThrow(() -> new IllegalArgumentException(Texts.of("filter.email.gone")));
    }

    private @Nullable Instant instant(String name) {
        var text = value(name);
        return text == null ? null : read(() -> Instant.parse(text), "filter.time.wrong");
    }

    private @Nullable Long number(String name) {
        var text = value(name);
        if (text != null && !NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(Texts.of("filter.number.wrong", Texts.of("filter." + name)));
        }
        return text == null ? null : Long.valueOf(text);
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
        var text = before;
        return text == null || text.isBlank() ? null : read(() -> UUID.fromString(text), "filter.before.wrong");
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

    /** The address of the page that does something with all of these: what arrives from now on is not among them. */
    String selectionAddress(String operation) {
        var more = new HashMap<>(Map.of("do", operation));
        if (value(TO) == null) {
            var soon = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            more.put(TO, soon.toString());
        }
        return address("selection", more);
    }

    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        for (var name : NAMES) {
            var value = value(name);
            if (value != null) {
                parameters.put(name, value);
            }
        }
        return parameters;
    }

    /** What it says, for a form to take it along. */
    public List<Map.Entry<String, String>> getParameters() {
        return List.copyOf(parameters().entrySet());
    }

    /** For the fields of a form, by name. */
    public Map<String, String> getValues() {
        return values;
    }

    /** Whether it says something that is seldom asked for. */
    public boolean isNarrowed() {
        return Stream.of(FROM, TO, TRANSACTION, PRODUCT, KEY).anyMatch(name -> value(name) != null);
    }

    /** Whether this is not the first page. */
    public boolean isFurther() {
        return before != null && !before.isBlank();
    }

    /** All that a delivery can be in. */
    public List<String> getStates() {
        return Arrays.stream(State.values()).map(State::name).toList();
    }

    /** As a field of the form has it: a date and time in the viewer's zone. */
    public @Nullable String getLocalFrom() {
        return local(FROM);
    }

    public void setLocalFrom(@Nullable String given) {
        values.put(FROM, instantText(given));
    }

    /** As a field of the form has it: a date and time in the viewer's zone. */
    public @Nullable String getLocalTo() {
        return local(TO);
    }

    public void setLocalTo(@Nullable String given) {
        values.put(TO, instantText(given));
    }

    /** As a field of the form has it: the address itself. */
    public @Nullable String getTypedEmail() {
        var alias = value(EMAIL);
        return alias == null ? null : aliases.typed(alias).orElse(null);
    }

    public void setTypedEmail(@Nullable String given) {
        values.put(EMAIL, given == null || given.isBlank() ? "" : aliases.ofTyped(given.strip()));
    }

    private @Nullable String local(String name) {
        try {
            var instant = value(name);
            return instant == null
                    ? null
                    : LocalDateTime.ofInstant(Instant.parse(instant), viewer.getZone())
                            .toString();
        } catch (DateTimeException e) {
            return null; // what it is instead, the search says
        }
    }

    private String instantText(@Nullable String local) {
        if (local == null || local.isBlank()) {
            return "";
        }
        try {
            return LocalDateTime.parse(local.strip())
                    .atZone(viewer.getZone())
                    .toInstant()
                    .toString();
        } catch (DateTimeException e) {
            return local; // what is wrong with it, the search says
        }
    }
}
