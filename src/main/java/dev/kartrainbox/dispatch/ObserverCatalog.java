package dev.kartrainbox.dispatch;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.ObserverName;
import dev.kartrainbox.kartra.Rebuilt;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows all observers of Kartra's events by name: our own, and those that were added. */
public class ObserverCatalog implements Extension {

    private static final Set<TransactionPhase> IN_TRANSACTION =
            Set.of(TransactionPhase.IN_PROGRESS, TransactionPhase.BEFORE_COMPLETION);

    private static final int MAX_CAUSES = 20;

    private final Map<String, ObserverMethod<?>> byName = new ConcurrentSkipListMap<>();
    private final Map<String, Method> methods = new ConcurrentHashMap<>();
    private final Set<String> rebuilt = ConcurrentHashMap.newKeySet();

    void collect(@Observes ProcessObserverMethod<? extends KartraEvent, ?> observer) {
        var method = observer.getAnnotatedMethod().getJavaMember();
        var name = nameOf(method, observer.getObserverMethod().getObservedType());
        if (method.isAnnotationPresent(Rebuilt.class)
                || method.getDeclaringClass().isAnnotationPresent(Rebuilt.class)) {
            rebuild(name);
        }
        var other = add(name, observer.getObserverMethod());
        locate(name, method);
        if (other.isPresent()) {
            observer.addDefinitionError(new IllegalStateException(String.format(
                    Locale.ROOT,
                    "Two observers of Kartra's events are named %s, in %s and in %s: give one of them another name with @ObserverName",
                    name,
                    other.get().getBeanClass().getName(),
                    method.getDeclaringClass().getName())));
        }
    }

    /** Adds the observer; tells which one has the name already, if any. */
    Optional<ObserverMethod<?>> add(String name, ObserverMethod<?> observer) {
        return Optional.ofNullable(byName.putIfAbsent(name, observer));
    }

    /** The observer of this name is this method. */
    void locate(String name, Method method) {
        methods.putIfAbsent(name, method);
    }

    /** The observer of this name makes anew what it wrote. */
    void rebuild(String name) {
        rebuilt.add(name);
    }

    private static String nameOf(Method method, Type observed) {
        var given = method.getAnnotation(ObserverName.class);
        return given != null
                ? given.value()
                : String.format(
                        Locale.ROOT,
                        "%s.%s(%s)",
                        method.getDeclaringClass().getSimpleName(),
                        method.getName(),
                        observed instanceof Class<?> type ? type.getSimpleName() : observed.getTypeName());
    }

    int size() {
        return byName.size();
    }

    /** One indented line for each. */
    String lines() {
        return byName.keySet().stream().map(name -> "    " + name).collect(Collectors.joining("\n"));
    }

    /** Which observer is told of which action. */
    List<Subscription> subscriptions() {
        return byName.entrySet().stream()
                .flatMap(entry -> entry.getValue().getObservedType() instanceof Class<?> type
                        ? Subscription.of(entry.getKey(), type, rebuilt.contains(entry.getKey()))
                        : Stream.empty())
                .toList();
    }

    /** Those that take part in the transaction in which the event is told, in the order in which they are. */
    List<NamedObserver> inTransactionOf(KartraEvent event) {
        return of(event)
                .filter(observer -> !observer.method().isAsync()
                        && IN_TRANSACTION.contains(observer.method().getTransactionPhase()))
                .sorted(Comparator.comparingInt(
                        (NamedObserver observer) -> observer.method().getPriority()))
                .toList();
    }

    /** Those of them that make anew what they wrote. */
    List<NamedObserver> rebuildingOf(KartraEvent event) {
        return inTransactionOf(event).stream()
                .filter(observer -> rebuilt.contains(observer.name()))
                .toList();
    }

    /** Those that are told when the transaction is over. */
    List<NamedObserver> after(KartraEvent event) {
        return of(event)
                .filter(observer -> !observer.method().isAsync()
                        && !IN_TRANSACTION.contains(observer.method().getTransactionPhase()))
                .toList();
    }

    /** Whether any asynchronous observer is told of it. */
    boolean hasAsynchronous(KartraEvent event) {
        return of(event).anyMatch(observer -> observer.method().isAsync());
    }

    /** The observer of this name that is told of the event. */
    Optional<NamedObserver> named(String name, KartraEvent event) {
        return of(event).filter(observer -> observer.name().equals(name)).findFirst();
    }

    /**
     * Which observer is running on this stack, the outermost if one calls another.
     *
     * @param stack innermost first
     * @param event what it is told; null if that is not known
     * @return its name; two of them where methods of one name and class cannot be told apart
     */
    Optional<String> runningIn(List<StackTraceElement> stack, @Nullable KartraEvent event) {
        var candidates = event == null
                ? List.copyOf(byName.keySet())
                : of(event).map(NamedObserver::name).toList();
        for (int i = stack.size() - 1; i >= 0; i--) {
            var frame = stack.get(i);
            var names = candidates.stream().filter(name -> isAt(frame, name)).collect(Collectors.joining(" or "));
            if (!names.isEmpty()) {
                return Optional.of(names);
            }
        }
        return Optional.empty();
    }

    /**
     * Which observer threw this, or what caused it, as its stack tells.
     *
     * @param event what it was told; null if that is not known
     * @return as {@link #runningIn} does
     */
    Optional<String> thrower(Throwable failure, @Nullable KartraEvent event) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            var running = runningIn(List.of(cause.getStackTrace()), event);
            if (running.isPresent()) {
                return running;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private boolean isAt(StackTraceElement frame, String name) {
        var method = methods.get(name);
        return method != null
                && method.getName().equals(frame.getMethodName())
                && method.getDeclaringClass().getName().equals(frame.getClassName());
    }

    private Stream<NamedObserver> of(KartraEvent event) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().getObservedType() instanceof Class<?> type && type.isInstance(event))
                .map(entry -> new NamedObserver(entry.getKey(), entry.getValue()));
    }
}
