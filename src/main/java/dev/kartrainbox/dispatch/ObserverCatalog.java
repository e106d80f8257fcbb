package dev.kartrainbox.dispatch;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Knows all observers of Kartra's events: our own, and those that were added. */
public class ObserverCatalog implements Extension {

    private final SortedMap<String, Class<?>> observedTypes = new ConcurrentSkipListMap<>();

    void collect(@Observes ProcessObserverMethod<? extends KartraEvent, ?> observer) {
        if (observer.getObserverMethod().getObservedType() instanceof Class<?> type) {
            var method = observer.getAnnotatedMethod().getJavaMember();
            observedTypes.put(
                    String.format(
                            Locale.ROOT,
                            "%s.%s(%s)",
                            method.getDeclaringClass().getName(),
                            method.getName(),
                            type.getSimpleName()),
                    type);
        }
    }

    int size() {
        return observedTypes.size();
    }

    /** One indented line for each. */
    String lines() {
        return observedTypes.keySet().stream().map(name -> "    " + name).collect(Collectors.joining("\n"));
    }

    /** Which observer is told of which action. */
    List<Subscription> subscriptions() {
        return observedTypes.entrySet().stream()
                .flatMap(entry -> Subscription.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
