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
    void findsNobodyByANameThatIsNotConcerned() {
        observers.add("Sales.on", new FakeObserver(ProductPurchased.class, 1));

        assertThat(observers.named("Sales.on", EVENT)).isEmpty();
        assertThat(observers.named("Nobody.on", EVENT)).isEmpty();
    }
}
