package dev.kartrainbox.dispatch;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Knows all observers of Kartra's events: our own, and those that were added. */
public class ObserverCatalog implements Extension {

    private final Collection<String> found = new ConcurrentLinkedQueue<>();

    void collect(@Observes ProcessObserverMethod<? extends KartraEvent, ?> observer) {
        var method = observer.getAnnotatedMethod().getJavaMember();
        found.add(String.format(
                Locale.ROOT,
                "%s.%s(%s)",
                method.getDeclaringClass().getName(),
                method.getName(),
                simpleName(observer.getObserverMethod().getObservedType())));
    }

    int size() {
        return found.size();
    }

    /** One indented line for each. */
    String lines() {
        return found.stream().sorted().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    private static String simpleName(Type type) {
        return type instanceof Class<?> known ? known.getSimpleName() : type.getTypeName();
    }
}
