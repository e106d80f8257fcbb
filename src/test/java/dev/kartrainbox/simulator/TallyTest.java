package dev.kartrainbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void countsAnswersAndHowManyWereUnexpected() {
        answered(200, 200, 1);
        answered(200, 503, 2);
        answered(202, 202, 3);
        answered(202, 200, 4);

        var summary = tally.summary();

        assertThat(summary.sent()).isEqualTo(4);
        assertThat(summary.isAsExpected()).isFalse();
        assertThat(summary.lines())
                .contains(
                        "Answers   200: 2, of which 1 unexpected",
                        "Answers   202: 1",
                        "Answers   503: 1, of which 1 unexpected")
                .anyMatch(line -> line.endsWith("a label: 200 in place of 202: 1"));
    }

    @Test
    void measuresLatency() {
        for (int i = 1; i <= 100; i++) {
            answered(200, 200, i);
        }

        assertThat(tally.summary().lines())
                .anyMatch(line ->
                        line.matches("Latency +p50 50\\.0 ms, p95 95\\.0 ms, p99 9[89]\\.\\d ms, max 100\\.\\d ms"));
    }

    @Test
    void namesTheReasonWhereThereIsNoAnswer() {
        answered(200, Answer.NONE, 1);

        assertThat(tally.summary().lines())
                .contains("Answers   no answer: connection broken: 1, of which 1 unexpected");
    }

    @Test
    void expectsThatSomethingIsSent() {
        assertThat(tally.summary().isAsExpected()).isFalse();
    }

    private void answered(int expected, int status, int millis) {
        var outgoing = new Outgoing(new byte[0], null, expected, "a label", 1);
        tally.add(new Answer(outgoing, status, "connection broken", Duration.ofMillis(millis)));
    }
}
