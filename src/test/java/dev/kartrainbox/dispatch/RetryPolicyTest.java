package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-04-20T12:00:00Z");

    @Test
    void waitsFourTimesAsLongEachTime() {
        var policy = new RetryPolicy(8, Duration.ofSeconds(15), () -> 0.5);

        assertThat(policy.nextAttempt(1, NOW)).hasValue(NOW.plusSeconds(15));
        assertThat(policy.nextAttempt(2, NOW)).hasValue(NOW.plusSeconds(60));
        assertThat(policy.nextAttempt(3, NOW)).hasValue(NOW.plusSeconds(240));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        var policy = new RetryPolicy(8, Duration.ofSeconds(15), () -> 0.5);

        assertThat(policy.nextAttempt(7, NOW)).isPresent();
        assertThat(policy.nextAttempt(8, NOW)).isEmpty();
    }

    @Test
    void spreadsEightAttemptsOverAboutADay() {
        var policy = new RetryPolicy(8, Duration.ofSeconds(15), () -> 0.5);

        var inAll = IntStream.rangeClosed(1, 7)
                .mapToLong(failed -> Duration.between(
                                NOW, policy.nextAttempt(failed, NOW).orElseThrow())
                        .toMinutes())
                .sum();

        assertThat(Duration.ofMinutes(inAll)).isBetween(Duration.ofHours(20), Duration.ofHours(28));
    }

    @Test
    void spreadsWhatFailedTogetherByAFifthEitherWay() {
        var earliest = new RetryPolicy(8, Duration.ofSeconds(100), () -> 0.0);
        var latest = new RetryPolicy(8, Duration.ofSeconds(100), () -> 1.0);

        assertThat(earliest.nextAttempt(1, NOW)).hasValue(NOW.plusSeconds(80));
        assertThat(latest.nextAttempt(1, NOW)).hasValue(NOW.plusSeconds(120));
    }
}
