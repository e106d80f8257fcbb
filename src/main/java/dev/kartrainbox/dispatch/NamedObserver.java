package dev.kartrainbox.dispatch;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.inject.spi.ObserverMethod;

/** An observer of Kartra's events, under its name. */
record NamedObserver(String name, ObserverMethod<?> method) {

    /** Tells it by hand; only where the event is of the type that it observes. */
    @SuppressWarnings("unchecked")
    void tell(KartraEvent event) {
        ((ObserverMethod<KartraEvent>) method).notify(event);
    }
}
