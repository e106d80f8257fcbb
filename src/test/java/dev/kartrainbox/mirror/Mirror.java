package dev.kartrainbox.mirror;

import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.UpcomingEvents;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All observers of the mirror, put together and called as the container would. */
public final class Mirror {

    private static final List<Class<?>> OBSERVERS = List.of(
            Calendars.class,
            Forms.class,
            Holdings.class,
            Leads.class,
            MailingLists.class,
            Memberships.class,
            Occurrences.class,
            Pages.class,
            Sales.class,
            Scores.class,
            Sequences.class,
            SharedNouns.class,
            Signups.class,
            SplitTests.class,
            Surveys.class,
            Tags.class,
            Timeline.class,
            Videos.class);

    private final EntityManager entityManager;
    private final Map<Class<?>, Object> beans = new HashMap<>();

    public Mirror(EntityManager entityManager) {
        this.entityManager = entityManager;
        OBSERVERS.forEach(this::bean);
    }

    /** As the dispatcher does: what is shared in a transaction of its own, then all observers in one. */
    void tell(KartraEvent event) {
        inTransaction(entityManager, () -> call(new UpcomingEvents(List.of(event))));
        inTransaction(entityManager, () -> call(event));
        entityManager.clear();
    }

    /** All in one transaction, as the dispatcher does with what waits together. */
    void tellTogether(KartraEvent... events) {
        inTransaction(
                entityManager,
                () -> Stream.concat(Stream.of(new UpcomingEvents(List.of(events))), Stream.of(events))
                        .map(this::call)
                        .toList());
        entityManager.clear();
    }

    /** In the transaction of whoever asks. */
    public Object call(Object event) {
        if (event instanceof UpcomingEvents) { // a transaction begins with it
            ((CustomFields) bean(CustomFields.class)).known = new CustomFields.Known();
            ((Holdings) bean(Holdings.class)).known = new Holdings.Known();
            ((Occurrences) bean(Occurrences.class)).known = new Occurrences.Known();
        }
        OBSERVERS.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> observes(method, event))
                .sorted(Comparator.comparingInt(Mirror::priority))
                .forEach(method -> call(method, event));
        return event;
    }

    private static boolean observes(Method method, Object event) {
        return method.getParameterCount() == 1
                && method.getParameters()[0].isAnnotationPresent(Observes.class)
                && method.getParameterTypes()[0].isInstance(event);
    }

    private static int priority(Method method) {
        var priority = method.getParameters()[0].getAnnotation(Priority.class);
        return priority == null ? 0 : priority.value();
    }

    private void call(Method method, Object event) {
        try {
            method.setAccessible(true);
            method.invoke(beans.get(method.getDeclaringClass()), event);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method.toString(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Object bean(Class<?> type) {
        var known = beans.get(type);
        if (known != null) {
            return known;
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            var bean = constructor.newInstance();
            beans.put(type, bean);
            for (var field : type.getDeclaredFields()) {
                inject(bean, field);
            }
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void inject(Object bean, Field field) throws IllegalAccessException {
        field.setAccessible(true);
        if (field.isAnnotationPresent(PersistenceContext.class)) {
            field.set(bean, entityManager);
        } else if (Stream.of(field.getAnnotations()).anyMatch(Inject.class::isInstance)) {
            field.set(bean, bean(field.getType()));
        }
    }
}
