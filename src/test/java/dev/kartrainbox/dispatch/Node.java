package dev.kartrainbox.dispatch;

import dev.kartrainbox.binding.Bindings;
import dev.kartrainbox.dispatch.Work.Owed;
import dev.kartrainbox.inbox.FakeEvent;
import dev.kartrainbox.inbox.FakeTransactions;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.WritingTurn;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.UpcomingEvents;
import dev.kartrainbox.settings.Proxies;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StandardSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The parts that process deliveries on one node, on a database of a test's own, with transactions as the container would begin
 * and end them; its clock stands still until it is moved.
 */
public final class Node {

    public static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");

    public final EntityManager entityManager;
    final Lanes lanes = new Lanes();
    final ObserverCatalog observers = new ObserverCatalog();
    final Reading reading = new Reading();
    final Neighbors neighbors = new Neighbors();
    final Duplicates duplicates = new Duplicates();
    final Tasks tasks = new Tasks();
    final Separation separation = new Separation();
    final Aftermath aftermath = new Aftermath();
    final Narrowing narrowing = new Narrowing();
    final Hands hands = new Hands();
    final Suspects suspects = new Suspects();
    final FakeTransactions transactions = new FakeTransactions();
    final Drift drift = new Drift();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final DispatchMeters meters = MeteredDispatch.on(registry, transactions);
    public final FakeEvent<UpcomingEvents> upcoming;
    final FakeEvent<KartraEvent> events;
    final List<Work> inHand = new ArrayList<>();
    final Telling telling;
    final Failures failures;

    /** With one observer more, that is not in the catalog. */
    Node(InMemoryDatabase database, Consumer<KartraEvent> observer) {
        this(database.entityManager(), observer, event -> {});
    }

    Node(EntityManager entityManager, Consumer<KartraEvent> observer) {
        this(entityManager, observer, event -> {});
    }

    /** With one that is told of what is upcoming, too. */
    public Node(InMemoryDatabase database, Consumer<KartraEvent> observer, Consumer<UpcomingEvents> ofWhatIsUpcoming) {
        this(database.entityManager(), observer, ofWhatIsUpcoming);
    }

    private Node(
            EntityManager entityManager, Consumer<KartraEvent> observer, Consumer<UpcomingEvents> ofWhatIsUpcoming) {
        this.entityManager = entityManager;
        events = new FakeEvent<>(event -> {
            observer.accept(event);
            observers.inTransactionOf(event).forEach(named -> named.tell(event));
        });
        upcoming = new FakeEvent<>(ofWhatIsUpcoming);
        telling = new TransactionalTelling();
        failures = new TransactionalFailures();
        lanes.entityManager = entityManager;
        reading.entityManager = entityManager;
        reading.binding = Bindings.inZone("America/New_York");
        reading.neighbors = neighbors;
        reading.meters = meters;
        neighbors.entityManager = entityManager;
        duplicates.entityManager = entityManager;
        aftermath.transactions = transactions;
        aftermath.observers = observers;
        aftermath.events = events;
        tasks.entityManager = entityManager;
        tasks.reading = reading;
        tasks.observers = observers;
        tasks.aftermath = aftermath;
        tasks.upcoming = upcoming;
        separation.entityManager = entityManager;
        separation.observers = observers;
        separation.tasks = tasks;
        separation.hands = hands;
        separation.meters = meters;
        tasks.meters = meters;
        telling.entityManager = entityManager;
        telling.turn = new WritingTurn();
        telling.lanes = lanes;
        telling.reading = reading;
        telling.duplicates = duplicates;
        telling.tasks = tasks;
        telling.separation = separation;
        telling.drift = drift;
        telling.aftermath = aftermath;
        telling.suspects = suspects;
        telling.hands = hands;
        telling.meters = meters;
        telling.upcoming = upcoming;
        telling.events = events;
        failures.entityManager = entityManager;
        failures.turn = telling.turn;
        tasks.turn = telling.turn;
        failures.lanes = lanes;
        failures.meters = meters;
        givesUpAfter(8);
        narrowing.telling = telling;
        narrowing.failures = failures;
        narrowing.hands = hands;
        narrowing.observers = observers;
        at(NOON);
    }

    public void at(Instant now) {
        telling.clock = Clock.fixed(now, ZoneOffset.UTC);
        failures.clock = telling.clock;
        tasks.clock = telling.clock;
        separation.clock = telling.clock;
        meters.clock = telling.clock;
    }

    public FakeObserver observer(String name, Class<? extends KartraEvent> type, int priority) {
        return observer(name, new FakeObserver(type, priority));
    }

    FakeObserver observer(String name, FakeObserver observer) {
        observers.add(name, observer);
        return observer;
    }

    /** One that is told again when the mirror is rebuilt. */
    public FakeObserver rebuilt(String name, Class<? extends KartraEvent> type, int priority) {
        observers.rebuild(name);
        return observer(name, type, priority);
    }

    /** Writes down which observers there are, as a start does. */
    public void listObservers() {
        var table = new ObserverTable();
        table.entityManager = entityManager;
        inTransaction(() -> {
            table.replace(observers.subscriptions());
            return table;
        });
    }

    /** Gives up after so many attempts. */
    public void givesUpAfter(int attempts) {
        failures.settings = settings(attempts);
        separation.settings = failures.settings;
    }

    /** Does what is due on the next lane, and settles what fails; empty if there is nothing. */
    public OptionalInt step() {
        inHand.clear();
        try {
            var found = telling.next(0, this::take);
            inHand.forEach(suspects::forget);
            return found;
        } catch (RuntimeException | Error failure) {
            var work = inHand.get(0);
            narrowing.narrow(work, failure);
            suspects.forget(work);
            return OptionalInt.of(work.lane());
        }
    }

    private void take(Work work) {
        inHand.add(work);
        suspects.check(work);
    }

    /** Does all that is due. */
    public void work() {
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
        public void without(List<Throwable> failures, Claim claim) {
            inTransaction(() -> {
                super.without(failures, claim);
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
        public void giveUp(Claim claim, String error) {
            inTransaction(() -> {
                super.giveUp(claim, error);
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

        @Override
        public void giveUp(Owed owed, String error) {
            inTransaction(() -> {
                super.giveUp(owed, error);
                return owed;
            });
        }
    }

    private static Settings settings(int attempts) {
        return settings(attempts, 4, 20, Path.of("data"));
    }

    static Settings settings(Path directory) {
        return settings(8, 4, 20, directory);
    }

    static Settings settings(int workers, int pool) {
        return settings(8, workers, pool, Path.of("data"));
    }

    static Settings settings(Path directory, int workers) {
        return settings(8, workers, 20, directory);
    }

    private static Settings settings(int attempts, int workers, int pool, Path directory) {
        return new Settings(
                List.of(),
                URI.create("http://localhost:8080"),
                Proxies.NONE,
                1 << 20,
                Duration.ofSeconds(10),
                ZoneId.of("America/New_York"),
                workers,
                pool,
                attempts,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                directory,
                directory.resolve("journal"),
                256L << 20,
                Optional.empty(),
                StandardSettings.KEEP_FOR,
                Optional.empty());
    }
}
