package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Lead;
import dev.kartrainbox.kartra.Notification;
import dev.kartrainbox.kartra.ProductPurchased;
import dev.kartrainbox.kartra.Tag;
import dev.kartrainbox.kartra.TagAssigned;
import dev.kartrainbox.kartra.TagEvent;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObserverCatalogTest {

    private static final KartraEvent EVENT = new TagAssigned(
            Notification.of(
                    new Envelope(new UUID(0, 1), Instant.EPOCH, 1, false), "assign_tag", new Lead("i:1", 1L, null)),
            new Tag(5L, "A"));

    private final ObserverCatalog observers = new ObserverCatalog();

    @Test
    void findsThoseInTheTransactionOfAnEventByTheirPriority() {
        observers.add("Late.on", new FakeObserver(KartraEvent.class, 200));
        observers.add("Early.on", new FakeObserver(TagEvent.class, 100));
        observers.add("Before.on", new FakeObserver(TagAssigned.class, 150).in(TransactionPhase.BEFORE_COMPLETION));
        observers.add("After.on", new FakeObserver(TagAssigned.class, 1).in(TransactionPhase.AFTER_SUCCESS));
        observers.add("Async.on", new FakeObserver(TagAssigned.class, 1).async());
        observers.add("Other.on", new FakeObserver(ProductPurchased.class, 1));

        assertThat(observers.inTransactionOf(EVENT))
                .extracting(NamedObserver::name)
                .containsExactly("Early.on", "Before.on", "Late.on");
        assertThat(observers.after(EVENT)).extracting(NamedObserver::name).containsExactly("After.on");
        assertThat(observers.hasAsynchronous(EVENT)).isTrue();
    }

    @Test
    void namesWhoHasANameAlready() {
        var first = new FakeObserver(KartraEvent.class, 1);

        assertThat(observers.add("Same.on", first)).isEmpty();
        assertThat(observers.add("Same.on", new FakeObserver(KartraEvent.class, 1)))
                .contains(first);
        assertThat(observers.size()).isEqualTo(1);
    }

    @Test
    void findsTheOutermostObserverOnAStack() throws NoSuchMethodException {
        locate("Outer.on", Outer.class, KartraEvent.class);
        locate("Inner.on", Inner.class, KartraEvent.class);
        var stack = List.of(
                new StackTraceElement("java.lang.Thread", "sleep", null, 1),
                new StackTraceElement(Inner.class.getName(), "on", null, 1),
                new StackTraceElement(Outer.class.getName(), "helps", null, 1),
                new StackTraceElement(Outer.class.getName(), "on", null, 1),
                new StackTraceElement("org.jboss.weld.event.ObserverMethodImpl", "notify", null, 1));

        assertThat(observers.runningIn(stack, EVENT)).contains("Outer.on");
        assertThat(observers.runningIn(stack, null)).contains("Outer.on");
        assertThat(observers.runningIn(stack.subList(0, 3), EVENT)).contains("Inner.on");
        assertThat(observers.runningIn(stack.subList(0, 1), EVENT)).isEmpty();
    }

    @Test
    void tellsMethodsOfOneNameApartByTheEventWhereThatIsKnown() throws NoSuchMethodException {
        locate("Outer.on(TagAssigned)", Outer.class, TagAssigned.class);
        locate("Outer.on(ProductPurchased)", Outer.class, ProductPurchased.class);
        var stack = List.of(new StackTraceElement(Outer.class.getName(), "on", null, 1));

        assertThat(observers.runningIn(stack, EVENT)).contains("Outer.on(TagAssigned)");
        assertThat(observers.runningIn(stack, null)).contains("Outer.on(ProductPurchased) or Outer.on(TagAssigned)");
    }

    @Test
    void findsWhoThrewWhatCausedAFailure() throws NoSuchMethodException {
        locate("Outer.on(TagAssigned)", Outer.class, TagAssigned.class);
        locate("Outer.on(ProductPurchased)", Outer.class, ProductPurchased.class);
        var cause = new IllegalStateException();
        cause.setStackTrace(new StackTraceElement[] {new StackTraceElement(Outer.class.getName(), "on", null, 1)});
        var failure = new IllegalArgumentException(cause);

        assertThat(observers.thrower(failure, EVENT)).contains("Outer.on(TagAssigned)");
        assertThat(observers.thrower(failure, null)).contains("Outer.on(ProductPurchased) or Outer.on(TagAssigned)");
        assertThat(observers.thrower(new IllegalStateException(), EVENT)).isEmpty();
    }

    private void locate(String name, Class<?> type, Class<? extends KartraEvent> observed)
            throws NoSuchMethodException {
        observers.add(name, new FakeObserver(observed, 1));
        observers.locate(name, type.getDeclaredMethod("on", observed));
    }

    private static final class Outer {

        void on(KartraEvent event) {}

        void on(TagAssigned event) {}

        void on(ProductPurchased event) {}
    }

    private static final class Inner {

        void on(KartraEvent event) {}
    }

    @Test
    void findsNobodyByANameThatIsNotConcerned() {
        observers.add("Sales.on", new FakeObserver(ProductPurchased.class, 1));

        assertThat(observers.named("Sales.on", EVENT)).isEmpty();
        assertThat(observers.named("Nobody.on", EVENT)).isEmpty();
    }
}
