package dev.kartrainbox.inbox;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Fires at one observer, without a container. */
public final class FakeEvent<T> implements Event<T> {

    private final List<T> fired = Collections.synchronizedList(new ArrayList<>());
    private final List<T> firedAsync = Collections.synchronizedList(new ArrayList<>());
    private final Consumer<T> observer;

    public FakeEvent() {
        this(event -> {});
    }

    public FakeEvent(Consumer<T> observer) {
        this.observer = observer;
    }

    public List<T> fired() {
        return List.copyOf(fired);
    }

    @Override
    public void fire(T event) {
        fired.add(event);
        observer.accept(event);
    }

    public List<T> firedAsync() {
        return List.copyOf(firedAsync);
    }

    @Override
    public <U extends T> CompletionStage<U> fireAsync(U event) {
        firedAsync.add(event);
        return CompletableFuture.completedFuture(event);
    }

    @Override
    public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Event<T> select(Annotation... qualifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
        throw new UnsupportedOperationException();
    }
}
