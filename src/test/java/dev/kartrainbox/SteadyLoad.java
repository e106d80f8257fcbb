package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many notifications a second, whether earlier ones are answered yet or not, as Kartra sends. A lead has its next turn long
 * after its last was answered.
 */
final class SteadyLoad implements AutoCloseable {

    private static final int LEADS = 5000;

    /** One request: the answer's status, 0 where there was none, its body or why there was none, and how long it took. */
    record Answer(int status, String said, Duration took) {

        /** As any sender takes it. */
        boolean saysThatItIsKept() {
            return status / 100 == 2;
        }

        Optional<String> id() {
            return Sender.idIn(said);
        }
    }

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Queue<CompletableFuture<Void>> underWay = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    /** Of all loads: an equal body within a minute would be a duplicate. */
    private static final AtomicInteger SENT = new AtomicInteger();

    private final Sender kartra;

    private SteadyLoad(Sender kartra) {
        this.kartra = kartra;
    }

    static SteadyLoad of(Sender kartra, int perSecond) {
        var load = new SteadyLoad(kartra);
        load.clock.scheduleAtFixedRate(load::send, 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
        return load;
    }

    private void send() {
        int number = SENT.getAndIncrement();
        var request = kartra.post(Sender.KEY)
                .POST(BodyPublishers.ofString(Sender.tagAssigned(1 + number % LEADS, 1 + number / LEADS, "x")))
                .build();
        long begin = System.nanoTime();
        underWay.add(kartra.http()
                .sendAsync(request, BodyHandlers.ofString())
                .handle((answer, failure) ->
                        answers.add(answer(answer, failure, Duration.ofNanos(System.nanoTime() - begin))))
                .thenApply(added -> null));
    }

    private static Answer answer(HttpResponse<String> answer, Throwable failure, Duration took) {
        return answer == null
                ? new Answer(0, failure.toString(), took)
                : new Answer(answer.statusCode(), answer.body(), took);
    }

    /** Answers that have arrived so far. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Sends no more; returns when all are answered. */
    SteadyLoad stop() {
        close();
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
        return this;
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ids of all that was said to be kept. */
    List<String> acknowledged() {
        return acknowledgedBesides(0);
    }

    /** The same, where the server itself may have said so of this many, which it never passed on to the application. */
    List<String> acknowledgedBesides(int most) {
        var acknowledged = answers.stream().filter(Answer::saysThatItIsKept).toList();
        assertThat(acknowledged)
                .filteredOn(answer -> answer.id().isEmpty())
                .as("2xx without the id of anything kept")
                .hasSizeLessThanOrEqualTo(most);
        return acknowledged.stream().flatMap(answer -> answer.id().stream()).toList();
    }

    Duration longest() {
        return answers.stream().map(Answer::took).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
