package dev.kartrainbox.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.kartra.Action;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IntakeMeters meters = MeteredIntake.on(registry);

    @Test
    void countsByActionKeyAndAnswer() {
        meters.answered("key-1", "assign_tag", 200, 100);
        meters.answered("key-1", "assign_tag", 200, 20);
        meters.answered("key-2", "assign_tag", 200, 3);
        meters.answered("key-1", null, 202, 4);
        meters.answered(404);

        assertThat(requests("assign_tag", "key-1", "200")).isEqualTo(2);
        assertThat(requests("assign_tag", "key-2", "200")).isEqualTo(1);
        assertThat(requests("(none)", "key-1", "202")).isEqualTo(1);
        assertThat(requests("(none)", "(none)", "404")).isEqualTo(1);
        assertThat(registry.get("kartra.inbox.received")
                        .tag("key", "key-1")
                        .counter()
                        .count())
                .isEqualTo(124);
        assertThat(registry.get("kartra.inbox.received")
                        .tag("key", "key-2")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void makesNoLabelOfAWordThatSomebodyMadeUp() {
        IntStream.range(0, 1000).forEach(i -> meters.answered("key-1", "word-" + i, 200, 1));
        IntStream.range(0, Action.values().length)
                .forEach(i -> meters.answered("key-1", Action.values()[i].word(), 200, 1));

        assertThat(requests("(other)", "key-1", "200")).isEqualTo(1000);
        assertThat(registry.get("kartra.inbox.requests").counters()).hasSize(1 + Action.values().length);
    }

    @Test
    void namesFiftyKeysAtMost() {
        IntStream.range(0, 80).forEach(i -> meters.answered("key-" + i, null, 400, 1));

        assertThat(requests("(none)", "key-49", "400")).isEqualTo(1);
        assertThat(requests("(none)", "(others)", "400")).isEqualTo(30);
        assertThat(registry.get("kartra.inbox.requests").counters()).hasSize(51);
        assertThat(registry.get("kartra.inbox.received").counters()).hasSize(51);
    }

    @Test
    void timesWhatIsKeptAndCountsWhatIsNot() {
        meters.kept(MeteredIntake.delivery(readable()), Duration.ofMillis(7));
        meters.kept(MeteredIntake.delivery(Contents.unreadable("not JSON")), Duration.ofMillis(9));
        meters.notKept();

        var keep = registry.get("kartra.inbox.keep").timer();
        assertThat(keep.count()).isEqualTo(2);
        assertThat(keep.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(16);
        assertThat(registry.get("kartra.inbox.keep.failures").counter().count()).isEqualTo(1);
        assertThat(registry.get("kartra.inbox.deliveries")
                        .tag("state", "QUARANTINED")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static Contents readable() {
        return new Contents("assign_tag", 7L, null, "i:7", false, null);
    }

    private double requests(String action, String key, String answer) {
        return registry
                .get("kartra.inbox.requests")
                .tags("action", action, "key", key, "answer", answer)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
