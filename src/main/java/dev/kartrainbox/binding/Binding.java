package dev.kartrainbox.binding;

import dev.kartrainbox.inbox.Storable;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Lead;
import dev.kartrainbox.kartra.Notification;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import dev.kartrainbox.kartra.UnrecognizedEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From raw bytes to a typed event. JSON-B binds; because it neither reports what it drops nor refuses what it bends, a
 * {@link Cleaner} goes before it.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class Binding {

    private static final Logger LOG = System.getLogger(Binding.class.getName());
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final int MAX_ACTION = 100;
    private static final Set<String> ENVELOPE_KEYS = Set.of("lead", "action", "action_details");

    @Inject
    ZoneId zone;

    private Jsonb jsonb;

    @PostConstruct
    void prepare() {
        jsonb = JsonbBuilder.create(new JsonbConfig()
                .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
                .withPropertyVisibilityStrategy(new DocumentedFields()));
    }

    protected Binding() {}

    /** A binding without a container, for commands and tests. */
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject it
    public static Binding inZone(ZoneId zone) {
        var binding = new Binding();
        binding.zone = zone;
        binding.prepare();
        return binding;
    }

    @PreDestroy
    void close() {
        try {
            jsonb.close();
        } catch (Exception e) { // it holds nothing that could be lost
            LOG.log(Level.WARNING, "JSON-B did not close: {0}", e.getClass());
        }
    }

    /**
     * Binds a kept body anew; every call makes its own instances.
     *
     * @param contentEncoding as it was declared; absent where none was
     * @throws UnreadableException if it cannot be read as a notification
     */
    public KartraEvent bind(Envelope envelope, byte[] body, @Nullable String contentEncoding)
            throws UnreadableException {
        return bind(envelope, BodyText.of(body, contentEncoding));
    }

    private KartraEvent bind(Envelope envelope, String text) throws UnreadableException {
        var unexpected = Tree.newReport();
        var raw = tree(text, unexpected);
        var action = raw.get("action") instanceof JsonString word
                ? Storable.text(word.getString().strip(), MAX_ACTION)
                : "";
        if (action.isEmpty()) {
            throw new UnreadableException("JSON, but not a notification: it has no action");
        }
        reportUnknown(raw, unexpected);
        var known = Action.of(action);
        if (known.isEmpty()) {
            unexpected.add(new Unexpected("action", Kind.UNKNOWN_ACTION));
        }
        var cleaner = new Cleaner(zone, known.orElse(null), unexpected);
        var lead = cleaner.objectOf(raw.getOrDefault("lead", JsonValue.NULL), "lead")
                .map(object -> cleaner.object(object, Shape.of(Lead.class), "lead"))
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
        var details = raw.getOrDefault("action_details", JsonValue.NULL);
        var bound = known.map(
                documented -> bound(new Details(documented, cleaner, unexpected).in(details), documented.details()));
        var notification = new Notification(
                envelope, action, bound(lead, Lead.class), lead.keySet(), raw, List.copyOf(unexpected));
        return known.isPresent()
                ? known.get().event(notification, bound.orElseThrow())
                : new UnrecognizedEvent(notification, details);
    }

    /** What was bound, under the names of Kartra's keys and of the event's parts; what is absent is left out. */
    public JsonObject values(KartraEvent event) {
        var values = JSON.createObjectBuilder().add("lead", tree(event.lead()));
        for (var part : event.getClass().getRecordComponents()) {
            if (part.getType() != Notification.class) {
                values.add(part.getName(), tree(valueOf(part, event)));
            }
        }
        return values.build();
    }

    private static Object valueOf(RecordComponent part, KartraEvent event) {
        try {
            return part.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the parts of an event are public", e);
        }
    }

    private JsonValue tree(Object bound) {
        if (bound instanceof JsonValue json) {
            return json;
        }
        try (var reader = JSON.createReader(new StringReader(jsonb.toJson(bound)))) {
            return reader.readValue();
        }
    }

    /** The object that the text is, after a repair if need be; what was unexpected is added to the set. */
    static JsonObject tree(String text, Set<Unexpected> unexpected) throws UnreadableException {
        try {
            return Tree.of(text, unexpected);
        } catch (UnreadableException strict) {
            var repaired = TrailingCommas.removedFrom(text);
            if (repaired.equals(text)) {
                throw strict;
            }
            unexpected.clear();
            unexpected.add(new Unexpected("trailing commas", Kind.REPAIRED));
            return Tree.of(repaired, unexpected);
        }
    }

    private static void reportUnknown(JsonObject raw, Set<Unexpected> unexpected) {
        raw.keySet().stream()
                .filter(key -> !ENVELOPE_KEYS.contains(key))
                .forEach(key -> unexpected.add(new Unexpected(Paths.key("", key), Kind.UNKNOWN_KEY)));
    }

    private <T> T bound(JsonObject clean, Class<T> type) {
        return jsonb.fromJson(clean.toString(), type);
    }
}
