package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");
    private static final String HERE = "203.0.113.7";
    private static final String THERE = "198.51.100.9";

    private final BackOff backOff = new BackOff();

    @Test
    void letsFiveAttemptsFailAtOnce() {
        fail(5, HERE);

        assertThat(pause(HERE, NOON)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToAMinute() {
        fail(5, HERE);
        var now = NOON;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(pause(HERE, now)).isEqualTo(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds);
            assertThat(backOff.begin("admin", HERE, now).mayGoOn()).isTrue();
        }
    }

    @Test
    void isNoneForTheSameAccountFromElsewhereNorForAnotherFromHere() {
        fail(9, HERE);

        assertThat(backOff.begin("admin", THERE, NOON).mayGoOn()).isTrue();
        assertThat(backOff.begin("vera", HERE, NOON).mayGoOn()).isTrue();
    }

    @Test
    void takesAllOfAnIpv6NetworkForOne() {
        fail(5, "2001:db8:1:2:aaaa:bbbb:cccc:1");

        assertThat(backOff.begin("admin", "2001:db8:1:2:ffff::9", NOON).mayGoOn())
                .isFalse();
        assertThat(backOff.begin("admin", "2001:db8:1:3:ffff::9", NOON).mayGoOn())
                .isTrue();
    }

    @Test
    void isOverWhenAnAttemptSucceeds() {
        fail(4, HERE);
        backOff.begin("admin", HERE, NOON);
        backOff.succeed("Admin", HERE);

        fail(5, HERE);

        assertThat(pause(HERE, NOON)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isForgottenAfterAQuietHour() {
        fail(30, HERE);

        assertThat(backOff.begin("admin", HERE, NOON.plusSeconds(3601)).failed())
                .isEqualTo(1);
    }

    @Test
    void countsAttemptsThatAreUnderWay() {
        for (int i = 0; i < 5; i++) {
            assertThat(backOff.begin("admin", HERE, NOON).mayGoOn()).isTrue();
        }

        assertThat(backOff.begin("admin", HERE, NOON).mayGoOn()).isFalse();
    }

    @Test
    void knowsABoundedNumberAndForgetsTheQuietOnesFirst() {
        for (int i = 0; i < 10_001; i++) {
            backOff.begin("account-" + i, HERE, NOON);
        }

        assertThat(backOff.size()).isEqualTo(10_000);
        assertThat(backOff.begin("account-10000", HERE, NOON).failed()).isEqualTo(2);
        assertThat(backOff.begin("account-0", HERE, NOON).failed()).isEqualTo(1);
    }

    private void fail(int times, String address) {
        for (int i = 0; i < times; i++) {
            backOff.begin("admin", address, NOON);
        }
    }

    private Duration pause(String address, Instant now) {
        return backOff.begin("admin", address, now).pause();
    }
}
