package dev.kartrainbox.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final byte[] SECRET = "hash".getBytes(UTF_8);

    private final Account vera = new Account("vera", "hashed", Role.OPERATOR, NOW);
    private final Visit visit = new Visit(vera, SECRET, NOW);

    @Test
    void isOverAfterHalfAnHourWithoutDoingAnything() {
        assertThat(visit.isOverAt(NOW.plus(Duration.ofMinutes(30)))).isFalse();
        assertThat(visit.isOverAt(NOW.plus(Duration.ofMinutes(30)).plusMillis(1)))
                .isTrue();

        visit.use(NOW.plus(Duration.ofMinutes(20)));

        assertThat(visit.isOverAt(NOW.plus(Duration.ofMinutes(50)))).isFalse();
        assertThat(visit.isOverAt(NOW.plus(Duration.ofMinutes(51)))).isTrue();
    }

    @Test
    void isOverAfterTwelveHoursHoweverBusy() {
        visit.use(NOW.plus(Duration.ofHours(12)));

        assertThat(visit.isOverAt(NOW.plus(Duration.ofHours(12)))).isFalse();
        assertThat(visit.isOverAt(NOW.plus(Duration.ofHours(12)).plusMillis(1))).isTrue();
    }

    @Test
    void goesOnWithAnotherRoleAndEndsWithAnotherPassword() {
        vera.changeRole(Role.VIEWER);
        assertThat(visit.confirm(vera, NOW)).isTrue();
        assertThat(visit.role()).isEqualTo(Role.VIEWER);

        vera.changePassword("hashed anew");
        assertThat(visit.confirm(vera, NOW)).isFalse();
    }

    @Test
    void isTrustedForAnHourWhileTheDatabaseIsAway() {
        assertThat(visit.isTrustedAt(NOW.plus(Duration.ofMinutes(59)))).isTrue();
        assertThat(visit.isTrustedAt(NOW.plus(Duration.ofMinutes(60)))).isFalse();

        visit.confirm(vera, NOW.plus(Duration.ofMinutes(30)));

        assertThat(visit.isTrustedAt(NOW.plus(Duration.ofMinutes(60)))).isTrue();
    }

    @Test
    void belongsToWhoeverShowsTheSecret() {
        assertThat(visit.shows("hash".getBytes(UTF_8))).isTrue();
        assertThat(visit.shows("other".getBytes(UTF_8))).isFalse();
    }
}
