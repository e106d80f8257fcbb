package dev.kartrainbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendersTest {

    private final FakeFrontDoor kartraInbox = FakeFrontDoor.open();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        kartraInbox.close();
    }

    @Test
    void sendsEverything() throws Exception {
        var recipe = Recipe.usual(500, 50).with(new Mix(5, 5, 20, 20));

        senders(8, Pace.UNLIMITED).send(Traffic.of(recipe), answers::add);

        assertThat(kartraInbox.bodies())
                .containsExactlyInAnyOrderElementsOf(
                        Streams.of(recipe).stream().map(SendersTest::text).toList());
        assertThat(answers).hasSize(500).allMatch(Answer::isAsExpected);
        assertThat(answers).extracting(Answer::status).contains(200, 202, 400);
    }

    @Test
    void sendsWhatIsOfOneLeadInOrder() throws Exception {
        var sent = IntStream.range(0, 600)
                .mapToObj(i -> new Outgoing(
                        (i % 20 + ":" + i).getBytes(StandardCharsets.UTF_8), null, 202, "numbered", i % 20))
                .toList();

        senders(8, Pace.UNLIMITED).send(sent.iterator(), answers::add);

        Map<String, List<Integer>> byLead = kartraInbox.bodies().stream()
                .map(body -> body.split(":"))
                .collect(Collectors.groupingBy(
                        parts -> parts[0],
                        Collectors.mapping(parts -> Integer.valueOf(parts[1]), Collectors.toList())));
        assertThat(byLead).hasSize(20);
        assertThat(byLead.values())
                .allSatisfy(numbers -> assertThat(numbers).hasSize(30).isSorted());
    }

    @Test
    void sendsAtAPace() throws Exception {
        senders(4, Pace.perSecond(1000)).send(Traffic.of(Recipe.usual(50, 10)), answers::add);

        assertThat(answers).hasSize(50).allMatch(Answer::isAsExpected);
    }

    @Test
    void countsLatencyFromWhenARequestWasDue() {
        var answer = new Answer(outgoing(), 200, "", Duration.ZERO);

        var late = answer.since(System.nanoTime() - Duration.ofMinutes(1).toNanos());

        assertThat(late.latency()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(Pace.perSecond(20).nanosUntil(10))
                .isEqualTo(Duration.ofMillis(500).toNanos());
    }

    @Test
    void takesABrokenConnectionForAnAnswer() throws Exception {
        kartraInbox.answers(promised -> {
            throw new IllegalStateException("hang up");
        });

        senders(2, Pace.UNLIMITED).send(Traffic.of(Recipe.usual(5, 5)), answers::add);

        assertThat(answers)
                .hasSize(5)
                .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo("no answer: connection broken"));
    }

    @Test
    void takesSilenceForAnAnswer() throws Exception {
        kartraInbox.fallsSilent();
        var impatient = new FrontDoor(kartraInbox.url(), Duration.ofMillis(200));

        assertThat(impatient.post(outgoing()).outcome()).startsWith("no answer: none within");
    }

    @Test
    void stopsAtOnceWhereNobodyAnswers() {
        kartraInbox.close();

        assertThatThrownBy(() -> senders(2, Pace.UNLIMITED).send(Traffic.of(Recipe.usual(5, 5)), answers::add))
                .isInstanceOf(NotReachedException.class)
                .hasMessageMatching("Nobody answers at http://127\\.0\\.0\\.1:\\d+: connection refused");
        assertThat(answers).isEmpty();
    }

    @Test
    void takesARefusalForAnAnswerOnceItHasBegun() throws Exception {
        var seen = new HashMap<String, Integer>();

        senders(1, Pace.UNLIMITED).send(Traffic.of(Recipe.usual(3, 1)), answer -> {
            seen.merge(answer.outcome(), 1, Integer::sum);
            kartraInbox.close();
        });

        assertThat(seen).containsEntry("200", 1);
        assertThat(seen.keySet())
                .allMatch(outcome -> outcome.equals("200") || outcome.startsWith("no answer: connection"));
    }

    @Test
    void sendsNothingMoreOnceItIsStopped() throws Exception {
        var senders = senders(1, Pace.UNLIMITED);

        senders.send(Traffic.of(Recipe.usual(1000, 5)), answer -> {
            answers.add(answer);
            senders.stop();
        });

        assertThat(answers).hasSize(1);
    }

    @Test
    void endsWhereItsListenerFails() {
        var senders = senders(2, Pace.UNLIMITED);

        assertThatThrownBy(() -> senders.send(Traffic.of(Recipe.usual(1000, 5)), answer -> {
                    answers.add(answer);
                    if (answers.size() == 2) {
                        throw new IllegalStateException("full");
                    }
                }))
                .hasMessage("full");
    }

    @Test
    void needsAConnection() {
        assertThatIllegalArgumentException().isThrownBy(() -> senders(0, Pace.UNLIMITED));
    }

    private Senders senders(int connections, Pace pace) {
        return new Senders(new FrontDoor(kartraInbox.url()), connections, pace);
    }

    private static Outgoing outgoing() {
        return Traffic.of(Recipe.usual(1, 1)).next();
    }

    private static String text(Outgoing outgoing) {
        return new String(outgoing.body(), StandardCharsets.ISO_8859_1);
    }
}
