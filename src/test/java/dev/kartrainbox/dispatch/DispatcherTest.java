package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Kept;
import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.inbox.Threads;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DispatcherTest {

    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final CountDownLatch allWork = new CountDownLatch(4);
    private final Dispatcher dispatcher = new Dispatcher();
    private final ListedObservers listed = new ListedObservers();

    @Test
    void startsItsWorkersAndEndsThem() throws Exception {
        dispatcher.telling = new Telling() {
            @Override
            public OptionalInt next(int fromLane, Consumer<Work> inHand) {
                if (working.add(Thread.currentThread())) {
                    allWork.countDown();
                }
                return OptionalInt.empty();
            }
        };
        dispatcher.narrowing = new Narrowing();
        dispatcher.settings = Node.settings(8);
        dispatcher.observers = new ObserverCatalog();
        dispatcher.observerTable = listed;
        dispatcher.drift = new Drift();
        dispatcher.threads = Threads.thatRun();

        dispatcher.start(new SchemaReady("H2"));
        dispatcher.wake(new Kept(1));
        assertThat(allWork.await(30, TimeUnit.SECONDS)).isTrue();
        dispatcher.stop(this);

        assertThat(working).hasSize(4).noneMatch(Thread::isAlive);
        assertThat(listed.replaced).isTrue();
    }

    private static final class ListedObservers extends ObserverTable {

        private boolean replaced;

        @Override
        public void replace(List<Subscription> subscriptions) {
            replaced = true;
            throw new IllegalStateException("no connection, which must not keep the workers from starting");
        }
    }
}
