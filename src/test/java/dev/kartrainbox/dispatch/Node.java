package dev.kartrainbox.dispatch;

import dev.kartrainbox.binding.Bindings;
import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.FakeEvent;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.UpcomingEvents;
import dev.kartrainbox.settings.Settings;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The parts that process deliveries on one node, on a database of a test's own, with transactions as the container would begin
 * and end them; its clock stands still until it is moved.
 */
final class Node {

    static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");

    final EntityManager entityManager;
    final Lanes lanes = new Lanes();
    final ObserverCatalog observers = new ObserverCatalog();
    final Reading reading = new Reading();
    final Duplicates duplicates = new Duplicates();
    final Tasks tasks = new Tasks();
    final Aftermath aftermath = new Aftermath();
    final Narrowing narrowing = new Narrowing();
    final FakeTransactions transactions = new FakeTransactions();
    final Drift drift = new Drift();
    final FakeEvent<UpcomingEvents> upcoming;
    final FakeEvent<KartraEvent> events;
    final List<Work> inHand = new ArrayList<>();
    final Telling telling;
    final Failures failures;

    /** With one observer more, that is not in the catalog. */
    Node(InMemoryDatabase database, Consumer<KartraEvent> observer) {
        this(database.entityManager(), observer);
    }

    Node(EntityManager entityManager, Consumer<KartraEvent> observer) {
        this.entityManager = entityManager;
        events = new FakeEvent<>(event -> {
            observer.accept(event);
            observers.inTransactionOf(event).forEach(named -> named.tell(event));
        });
        upcoming = new FakeEvent<>();
        telling = new TransactionalTelling();
        failures = new TransactionalFailures();
        lanes.entityManager = entityManager;
        reading.entityManager = entityManager;
        reading.binding = Bindings.inZone("America/New_York");
        duplicates.entityManager = entityManager;
        aftermath.transactions = transactions;
        aftermath.observers = observers;
        aftermath.events = events;
        tasks.entityManager = entityManager;
        tasks.reading = reading;
        tasks.observers = observers;
        tasks.aftermath = aftermath;
        tasks.upcoming = upcoming;
        telling.entityManager = entityManager;
        telling.lanes = lanes;
        telling.reading = reading;
        telling.duplicates = duplicates;
        telling.tasks = tasks;
        telling.drift = drift;
        telling.aftermath = aftermath;
        telling.upcoming = upcoming;
        telling.events = events;
        failures.entityManager = entityManager;
        failures.lanes = lanes;
        failures.settings = settings(8);
        narrowing.telling = telling;
        narrowing.failures = failures;
        at(NOON);
    }

    void at(Instant now) {
        telling.clock = Clock.fixed(now, ZoneOffset.UTC);
        failures.clock = telling.clock;
        tasks.clock = telling.clock;
    }

    FakeObserver observer(String name, Class<? extends KartraEvent> type, int priority) {
        return observer(name, new FakeObserver(type, priority));
    }

    FakeObserver observer(String name, FakeObserver observer) {
        observers.add(name, observer);
        return observer;
    }

    /** Does what is due on the next lane, and settles what fails; empty if there is nothing. */
    OptionalInt step() {
        inHand.clear();
        try {
            return telling.next(0, inHand::add);
        } catch (RuntimeException | Error failure) {
            var work = inHand.get(0);
            narrowing.narrow(work, failure);
            return OptionalInt.of(work.lane());
        }
    }

    /** Does all that is due. */
    void work() {
        while (true) {
            if (step().isEmpty() || inHand.isEmpty()) {
                return;
            }
        }
    }

    private <T> T inTransaction(Callable<T> work) {
        boolean committed = false;
        try {
            var result = InMemoryDatabase.inTransaction(entityManager, work);
            committed = true;
            return result;
        } finally {
            entityManager.clear();
            transactions.ended(committed);
        }
    }

    private final class TransactionalTelling extends Telling {

        @Override
        public OptionalInt next(int fromLane, Consumer<Work> inHand) {
            return inTransaction(() -> super.next(fromLane, inHand));
        }

        @Override
        public void alone(Claim claim) {
            inTransaction(() -> {
                super.alone(claim);
                return claim;
            });
        }

        @Override
        public void isolate(Claim claim, Throwable failure) {
            inTransaction(() -> {
                super.isolate(claim, failure);
                return claim;
            });
        }

        @Override
        public void giveUp(Claim claim, Throwable failure) {
            inTransaction(() -> {
                super.giveUp(claim, failure);
                return claim;
            });
        }
    }

    private final class TransactionalFailures extends Failures {

        @Override
        public void note(Owed owed, Throwable failure) {
            inTransaction(() -> {
                super.note(owed, failure);
                return owed;
            });
        }
    }

    static Settings settings(int attempts) {
        return new Settings(
                List.of(),
                URI.create("http://localhost:8080"),
                1 << 20,
                Duration.ofSeconds(10),
                ZoneId.of("America/New_York"),
                4,
                20,
                attempts,
                Duration.ofSeconds(15),
                Path.of("data"),
                Path.of("data", "journal"),
                256L << 20);
    }
}
