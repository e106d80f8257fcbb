package dev.kartrainbox.console;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.operations.Deliveries;
import dev.kartrainbox.operations.Discard;
import dev.kartrainbox.operations.Explain;
import dev.kartrainbox.operations.Observers;
import dev.kartrainbox.operations.Replay;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows one delivery with everything about it, and has it told again, released or discarded. */
@Named
@RequestScoped
public class DeliveryPage {

    @Inject
    Deliveries deliveries;

    @Inject
    Explain explain;

    @Inject
    Observers observers;

    @Inject
    Replay replay;

    @Inject
    Discard discard;

    @Inject
    Viewer viewer;

    @Inject
    Notices notices;

    @Inject
    @ManagedProperty("#{param.id}")
    @Nullable
    String id;

    private @Nullable Delivery delivery;
    private @Nullable String observer;
    private Optional<byte[]> body = Optional.empty();
    private boolean bodyRead;

    private final Once<List<Deliveries.Debt>> debts = new Once<>(() -> deliveries.debts(key()));
    private final Once<List<String>> told =
            new Once<>(() -> observers.of(Set.of(getDelivery().action().orElse(""))).stream()
                    .sorted()
                    .toList());
    private final Once<List<UUID>> repetitions = new Once<>(() -> deliveries.repetitions(key()));

    /** The delivery that the address names. */
    public Delivery getDelivery() {
        if (delivery == null) {
            delivery = deliveries.find(key()).orElseThrow(() -> new UnknownException("no delivery of this id"));
        }
        return delivery;
    }

    private UUID key() {
        return Pages.id(id);
    }

    /** Its body as it came, for operators; absent where none is kept. */
    public @Nullable Shown getBody() {
        return bytes().map(Shown::of).orElse(null);
    }

    private Optional<byte[]> bytes() {
        if (!viewer.isOperator()) {
            return Optional.empty();
        }
        if (!bodyRead) {
            body = deliveries.body(key());
            bodyRead = true;
        }
        return body;
    }

    /** Its body as it is understood, indented, for operators; absent where it is not. */
    public @Nullable String getUnderstood() {
        return bytes().map(bytes ->
                        explain.body(bytes, getDelivery().contentEncoding().orElse(null)))
                .filter(explanation -> explanation.whyUnreadable().isEmpty())
                .map(explanation -> Shown.pretty(explanation.values()))
                .orElse(null);
    }

    /** As hexadecimal digits. */
    public String getSha256() {
        return HexFormat.of().formatHex(getDelivery().sha256());
    }

    public List<String> getUnexpected() {
        return getDelivery().unexpected().stream().flatMap(String::lines).toList();
    }

    /** What observers still owe it. */
    public List<Deliveries.Debt> getDebts() {
        return debts.get();
    }

    /** Everybody who is told of such. */
    public List<String> getTold() {
        return told.get();
    }

    /** Those who owe it nothing, if it was told at all. */
    public List<String> getDone() {
        if (!Set.of(State.PROCESSED, State.RETRYING, State.PARKED)
                .contains(getDelivery().state())) {
            return List.of();
        }
        var owing = getDebts().stream().map(Deliveries.Debt::observer).toList();
        return getTold().stream().filter(name -> !owing.contains(name)).toList();
    }

    /** Those that are held back as repetitions of it. */
    public List<UUID> getRepetitions() {
        return repetitions.get();
    }

    public boolean isDuplicate() {
        return getDelivery().state() == State.DUPLICATE;
    }

    /** Whether somebody has to look at it. */
    public boolean isBad() {
        return Set.of(State.PARKED, State.QUARANTINED).contains(getDelivery().state());
    }

    /** Whether it will stand somewhere else before long, without anybody doing anything. */
    public boolean isUnderWay() {
        return Set.of(State.RECEIVED, State.RETRYING).contains(getDelivery().state());
    }

    /** Has all observers told once more. */
    @OperatorAction
    public void replay() throws IOException {
        replay.delivery(key());
        done("delivery.replayed");
    }

    /** Has one observer told once more, whether it owes something or not. */
    @OperatorAction
    public void replayObserver() throws IOException {
        var name = Optional.ofNullable(observer).orElse("");
        if (replay.observer(key(), name) || replay.anew(key(), name)) {
            done("delivery.replayed.observer", name);
        } else {
            Pages.refuse(Texts.of("delivery.owes.nothing"));
        }
    }

    /** Has it told though it looks like a repetition. */
    @OperatorAction
    public void release() throws IOException {
        if (replay.release(key()).isPresent()) {
            done("delivery.released");
        } else {
            Pages.refuse(Texts.of("delivery.not.held"));
        }
    }

    /** Takes it back, as one that Kartra did not send. */
    @OperatorAction
    public void discard() throws IOException {
        var outcome = discard.delivery(key()).orElseThrow(() -> new UnknownException("no delivery of this id"));
        done("delivery.discarded", outcome.leads(), outcome.freed());
    }

    /** Its body as a file, byte for byte as it came. */
    @OperatorAction
    public void download() throws IOException {
        var bytes = deliveries.body(key()).orElseThrow(() -> new UnknownException("no body is kept"));
        Pages.download(key() + ".txt", "application/octet-stream", out -> out.write(bytes));
    }

    private void done(String text, Object... values) throws IOException {
        notices.add(Texts.of(text, values));
        Pages.go("/console/delivery?id=" + key());
    }

    public @Nullable String getId() {
        return id;
    }

    public @Nullable String getObserver() {
        return observer;
    }

    public void setObserver(@Nullable String given) {
        observer = given;
    }
}
