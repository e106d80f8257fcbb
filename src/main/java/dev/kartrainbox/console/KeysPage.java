package dev.kartrainbox.console;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.keys.AccessKey;
import dev.kartrainbox.operations.Deliveries;
import dev.kartrainbox.operations.OutboundKeys;
import dev.kartrainbox.operations.Overview;
import dev.kartrainbox.operations.Search;
import dev.kartrainbox.operations.Selection;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the keys of the URL that Kartra posts to, makes them, and ends them. The URL of a new one is in the answer alone. */
@Named
@RequestScoped
public class KeysPage {

    private static final int LONGEST_GRACE = 720;
    private static final Duration LATELY = Duration.ofDays(7);

    @Inject
    OutboundKeys keys;

    @Inject
    Deliveries deliveries;

    @Inject
    Clock clock;

    @Inject
    Notices notices;

    @Inject
    @ManagedProperty("#{param.name}")
    @Nullable
    String name;

    private @Nullable String newName;
    private int graceHours = 24;
    private @Nullable List<AccessKey> all;
    private OutboundKeys.@Nullable Made made;

    private final Map<String, Optional<Instant>> lasts = new HashMap<>();
    private final Once<Overview> over = new Once<>(() -> deliveries.overview(
            new Selection(null, null, getKey().name(), clock.instant().minus(LATELY), null, null)));

    public boolean isGiven() {
        return keys.areGiven();
    }

    /** All that there are and were: those that are accepted come first. */
    public List<AccessKey> getAll() {
        if (all == null) {
            all = keys.all().stream()
                    .sorted((a, b) -> Boolean.compare(isLive(b), isLive(a)))
                    .toList();
        }
        return all;
    }

    public boolean isLive(AccessKey key) {
        return key.isLiveAt(clock.instant());
    }

    /** The one that the address names. */
    public AccessKey getKey() {
        return getAll().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownException("no key of this name"));
    }

    /** What came over it in the last week, by state and action. */
    public Overview getOver() {
        return over.get();
    }

    /** When the last delivery came over it; absent where none did. */
    public @Nullable Instant last(AccessKey key) {
        return lasts.computeIfAbsent(key.name(), this::lookUpLast).orElse(null);
    }

    private Optional<Instant> lookUpLast(String keyName) {
        return deliveries.search(Search.overKey(keyName), null, 1).stream()
                .findFirst()
                .map(Delivery::receivedAt);
    }

    /** Makes one. */
    @OperatorAction
    public void create() {
        change(() -> keys.create(Pages.text(newName)), "keys.taken");
    }

    /** Makes one to take the place of that of the address. */
    @OperatorAction
    public void rotate() {
        if (graceHours < 0 || graceHours > LONGEST_GRACE) {
            Pages.refuse(Texts.of("keys.grace.wrong", LONGEST_GRACE));
        } else {
            change(
                    () -> keys.rotate(Pages.text(name), Pages.text(newName), Duration.ofHours(graceHours)),
                    "keys.not.rotated");
        }
    }

    private interface Change {

        Optional<OutboundKeys.Made> make();
    }

    private void change(Change change, String otherwise) {
        if (keys.areGiven()) {
            Pages.refuse(Texts.of("keys.given"));
            return;
        }
        change.make().ifPresentOrElse(key -> made = key, () -> Pages.refuse(Texts.of(otherwise)));
        all = null;
        newName = made == null ? newName : null;
    }

    /** Ends that of the address. */
    @OperatorAction
    public void disable() throws IOException {
        if (!keys.areGiven() && keys.disable(Pages.text(name))) {
            notices.add(Texts.of("keys.disabled", Pages.text(name)));
            Pages.go("/console/keys");
        } else {
            Pages.refuse(Texts.of("keys.not.live"));
        }
    }

    /** What was made just now; absent where nothing was. */
    public OutboundKeys.@Nullable Made getMade() {
        return made;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable String getNewName() {
        return newName;
    }

    public void setNewName(@Nullable String given) {
        newName = given;
    }

    public int getGraceHours() {
        return graceHours;
    }

    public void setGraceHours(int given) {
        graceHours = given;
    }
}
