package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Kept;
import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.inbox.Threads;
import jakarta.transaction.UserTransaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DispatcherTest {

    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final CountDownLatch allWork = new CountDownLatch(4);
    private final Dispatcher dispatcher = new Dispatcher();
    private final ListedObservers listed = new ListedObservers();
    private final FakeUserTransaction transactions = new FakeUserTransaction();

    @TempDir
    Path directory;

    @BeforeEach
    void inject() {
        dispatcher.narrowing = new Narrowing();
        dispatcher.settings = Node.settings(directory);
        dispatcher.observers = new ObserverCatalog();
        dispatcher.observerTable = listed;
        dispatcher.drift = new Drift();
        dispatcher.lanes = new Lanes();
        dispatcher.hands = new Hands();
        dispatcher.suspects = new Suspects();
        dispatcher.suspects.settings = dispatcher.settings;
        dispatcher.transactions = transactions;
        dispatcher.threads = Threads.thatRun();
    }

    @Test
    void startsItsWorkersAndEndsThem() throws Exception {
        dispatcher.telling = telling();

        dispatcher.start(new SchemaReady("H2"));
        dispatcher.wake(new Kept(1));
        assertThat(allWork.await(30, TimeUnit.SECONDS)).isTrue();
        dispatcher.stop(this);

        assertThat(working).hasSize(4).noneMatch(Thread::isAlive);
        assertThat(listed.replaced).isTrue();
    }

    @Test
    void processesNothingWhereNoWorkersAreWanted() {
        dispatcher.settings = Node.settings(directory, 0);
        dispatcher.suspects.settings = dispatcher.settings;
        dispatcher.telling = telling();

        dispatcher.start(new SchemaReady("H2"));
        dispatcher.wake(new Kept(1));
        dispatcher.stop(this);

        assertThat(dispatcher.running()).isZero();
        assertThat(working).isEmpty();
        assertThat(directory.resolve("in-hand")).isEmptyFile();
    }

    @Test
    void limitsTheTransactionsOfItsWorkersToALittleMoreThanTheWatchWaits() throws Exception {
        dispatcher.telling = telling();

        dispatcher.start(new SchemaReady("H2"));
        assertThat(allWork.await(30, TimeUnit.SECONDS)).isTrue();
        dispatcher.stop(this);

        assertThat(transactions.limits.keySet()).isEqualTo(working);
        assertThat(transactions.limits.values()).containsOnly(62);
    }

    @Test
    void startsOnceHoweverOftenItIsAsked() throws Exception {
        dispatcher.telling = telling();

        dispatcher.start(new SchemaReady("H2"));
        dispatcher.start(new SchemaReady("H2"));
        assertThat(allWork.await(30, TimeUnit.SECONDS)).isTrue();
        dispatcher.stop(this);

        assertThat(working).hasSize(4).noneMatch(Thread::isAlive);
    }

    @Test
    void countsWhatWasInHandWhenTheServerDied() throws Exception {
        var inHand = directory.resolve("in-hand");
        InHandFile.open(inHand, 1).note(0, List.of(new UUID(0, 1).toString()));
        dispatcher.telling = telling();
        dispatcher.lanes = new Lanes() {
            @Override
            boolean isUnfinished(UUID deliveryId) {
                return deliveryId.equals(new UUID(0, 1));
            }
        };

        dispatcher.start(new SchemaReady("H2"));
        dispatcher.stop(this);

        assertThat(directory.resolve("in-hand-at-unclean-stops")).content().startsWith("1 " + new UUID(0, 1));
        assertThat(InHandFile.read(inHand)).isEmpty();
    }

    @Test
    void stopsThoughItNeverStarted() {
        dispatcher.stop(this);

        assertThat(working).isEmpty();
    }

    private Telling telling() {
        return new Telling() {
            @Override
            public OptionalInt next(int fromLane, Consumer<Work> inHand) {
                if (working.add(Thread.currentThread())) {
                    allWork.countDown();
                }
                return OptionalInt.empty();
            }
        };
    }

    private static final class ListedObservers extends ObserverTable {

        private boolean replaced;

        @Override
        public void replace(List<Subscription> subscriptions) {
            replaced = true;
            throw new IllegalStateException("no connection, which must not keep the workers from starting");
        }
    }

    private static final class FakeUserTransaction implements UserTransaction {

        private final Map<Thread, Integer> limits = new ConcurrentHashMap<>();

        @Override
        public void setTransactionTimeout(int seconds) {
            limits.put(Thread.currentThread(), seconds);
        }

        @Override
        public void begin() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void commit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void rollback() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getStatus() {
            throw new UnsupportedOperationException();
        }
    }
}
