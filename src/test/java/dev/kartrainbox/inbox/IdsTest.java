package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final int THREADS = 8;
    private static final int PER_THREAD = 5_000;

    private final Ids ids = new Ids();

    @Test
    void areVersion7() {
        assertThat(Stream.generate(ids::next).limit(100)).allMatch(id -> id.version() == 7 && id.variant() == 2);
    }

    @Test
    void ascendWithinAMillisecond() {
        var made = Stream.generate(ids::next).limit(100_000).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ascendWhoeverAsks() throws Exception {
        var inTheOrderOfMaking = new ArrayList<UUID>();

        together(() -> {
            for (int i = 0; i < PER_THREAD; i++) {
                synchronized (inTheOrderOfMaking) {
                    inTheOrderOfMaking.add(ids.next());
                }
            }
            return List.of();
        });

        assertThat(inTheOrderOfMaking).hasSize(THREADS * PER_THREAD).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void areNeverTheSameForTwoWhoAskAtOnce() throws Exception {
        var made = together(() -> Stream.generate(ids::next).limit(PER_THREAD).toList());

        assertThat(made).allSatisfy(ofOneThread -> assertThat(ofOneThread).isSorted());
        assertThat(made.stream().flatMap(List::stream).distinct()).hasSize(THREADS * PER_THREAD);
    }

    private static List<List<UUID>> together(Callable<List<UUID>> task)
            throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(THREADS);
        var start = new CyclicBarrier(THREADS);
        try {
            var results = new ArrayList<Future<List<UUID>>>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            var made = new ArrayList<List<UUID>>();
            for (var result : results) {
                made.add(result.get());
            }
            return made;
        } finally {
            threads.shutdownNow();
        }
    }
}
