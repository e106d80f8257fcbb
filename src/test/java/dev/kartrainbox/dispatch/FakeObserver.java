package dev.kartrainbox.dispatch;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** An observer method without a container; remembers what it was told. */
public final class FakeObserver implements ObserverMethod<KartraEvent> {

    public final List<KartraEvent> told = new ArrayList<>();
    public Consumer<KartraEvent> work = event -> {};

    private final Class<? extends KartraEvent> type;
    private final int priority;
    private TransactionPhase phase = TransactionPhase.IN_PROGRESS;
    private boolean async;

    FakeObserver(Class<? extends KartraEvent> type, int priority) {
        this.type = type;
        this.priority = priority;
    }

    FakeObserver in(TransactionPhase other) {
        phase = other;
        return this;
    }

    FakeObserver async() {
        async = true;
        return this;
    }

    @Override
    public void notify(KartraEvent event) {
        work.accept(event);
        told.add(event);
    }

    @Override
    public void notify(EventContext<KartraEvent> context) {
        notify(context.getEvent());
    }

    @Override
    public Class<?> getBeanClass() {
        return FakeObserver.class;
    }

    @Override
    public Type getObservedType() {
        return type;
    }

    @Override
    public Set<Annotation> getObservedQualifiers() {
        return Set.of();
    }

    @Override
    public Reception getReception() {
        return Reception.ALWAYS;
    }

    @Override
    public TransactionPhase getTransactionPhase() {
        return phase;
    }

    @Override
    public int getPriority() {
        return priority;
    }

    @Override
    public boolean isAsync() {
        return async;
    }
}
